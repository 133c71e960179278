import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, existsSync, openSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readLedger } from '../../src/ledger/read-ledger.ts'
import { workplace } from './cli.ts'
import { TINY_STUDY, writeStudy } from './tiny-study.ts'

const TOOL = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url))

describe('a reader that goes away', () => {
  const place = workplace()
  afterAll(place.remove)
  beforeAll(() => {
    writeStudy(place.folder, TINY_STUDY.replace('rounds: 4', 'rounds: 2'))
  })

  it('does not keep a run from measuring to its end', async () => {
    const child = place.start('run', 'study.yaml', '--json')
    child.stdout?.destroy()
    child.stderr?.destroy()
    const [code] = await once(child, 'exit')
    expect(code).toBe(0)
    const ends = readLedger(`${place.folder}/results/tiny`).records.filter(({ type }) => type === 'block-end')
    expect(ends).toHaveLength(6)
  })

  it('ends a report quietly', async () => {
    const child = place.start('report', '--format', 'json')
    child.stdout?.destroy()
    let told = ''
    child.stderr?.on('data', (chunk: Buffer) => {
      told += chunk.toString()
    })
    const [code] = await once(child, 'close')
    expect([code, told]).toEqual([0, 'results/tiny (the newest ledger)\n'])
  })

  it.runIf(existsSync('/dev/full'))('is not a full disk, which fails', () => {
    const full = openSync('/dev/full', 'w')
    const { status, stderr } = spawnSync(process.execPath, [TOOL, 'report', 'tiny'], {
      cwd: place.folder,
      encoding: 'utf8',
      stdio: ['ignore', full, 'pipe'],
    })
    closeSync(full)
    expect(status).toBe(1)
    expect(stderr).toBe(
      'standard output: no space is left on the device. Make room, then run the same command again.\n',
    )
  })
})
