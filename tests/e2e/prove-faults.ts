import { spawnSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { workplace } from './cli.ts'
import { type EngineFault, leftBy, writeFaultsStudy } from './misbehaving-engines.ts'

type Row = Record<string, string>

/** Shows in one run of the real tool that these faults have the rows of the table. */
export function proveFaults(title: string, faults: readonly EngineFault[], rounds: number): void {
  describe(title, () => {
    const place = workplace()
    const bound = boundByModes()
    const temporary = join(place.folder, '.temporary')
    let run: ReturnType<typeof place.knnbench>
    let failures: Row[]
    let cells: Row[]

    const table = (name: string): Row[] =>
      parse(place.knnbench('report', '--table', name, '--format', 'csv').stdout, { columns: true })

    beforeAll(() => {
      mkdirSync(temporary)
      writeFaultsStudy(
        place.folder,
        faults.map(({ engine }) => engine),
        rounds,
      )
      run = place.through('env', [`TMPDIR=${temporary}`, ...bound], 'run', 'study.yaml', '--allow-outside')
      failures = table('failures')
      cells = table('cells')
    }, 600_000)
    afterAll(place.remove)

    it('go on to the end, with their exit code and no stack trace', () => {
      expect(run.stderr).not.toMatch(/^\s+at /m)
      expect(run.status).toBe(Math.max(...faults.map(({ exit_code }) => exit_code)))
    })

    it('leave no process and no file', () => {
      expect(leftBy(place.folder, temporary)).toEqual([])
    })

    it('have no other rows than those of the table', () => {
      const told = failures.map(({ engine, n_neighbors }) => `${engine} k=${n_neighbors}`)
      const expected = faults.flatMap((fault) => rowsOf(fault).map((row) => `${fault.engine} ${row}`))
      expect(told.sort()).toEqual(expected.sort())
    })

    it.each(faults.map((fault) => [fault.engine, fault] as const))('%s: words and cells', (engine, fault) => {
      for (const row of failures.filter((one) => one.engine === engine)) {
        expect(row.status).toBe(fault.status)
        expect(row.reason).toMatch(pattern(fault.reason))
      }
      const failed = failedCells(fault)
      for (const row of cells.filter((one) => one.engine === engine)) {
        const isFailed = failed.includes(`k=${row.n_neighbors}`)
        expect(row.status).toBe(isFailed ? fault.status : 'measured')
        expect(row.predict_ns === '').toBe(isFailed)
      }
    })

    it.each(['ts-brute', 'ts-kdtree'])('%s is measured beside them', (engine) => {
      const rows = cells.filter((one) => one.engine === engine && one.arm === 'main')
      const measured = `measured ${rounds}`
      expect(rows.map((row) => `${row.status} ${row.rounds}`)).toEqual([measured, measured])
    })
  })
}

/** Root may change everything; a user may not, and where there is setpriv of util-linux, root here may not either. */
function boundByModes(): string[] {
  const words = ['setpriv', '--bounding-set=-dac_override,-dac_read_search']
  return spawnSync(words[0], [...words.slice(1), 'true']).status === 0 ? words : []
}

/** A fault that costs no configuration its time has a row of no configuration, or none. */
function rowsOf(fault: EngineFault): string[] {
  return fault.cells === 'none' && fault.reason !== '' ? ['k='] : failedCells(fault)
}

function failedCells({ cells }: EngineFault): string[] {
  if (cells === 'none') return []
  return cells === 'all' ? ['k=1', 'k=5'] : [cells]
}

function pattern(reason: string): RegExp {
  const parts = reason.split('…').map((part) => part.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&'))
  return new RegExp(`^${parts.join('[^]*')}$`)
}
