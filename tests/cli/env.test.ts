import { mkdirSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { readEnvironment } from '../../src/runner/machine.ts'
import { temporaryFolder } from '../data/temporary-folder.ts'
import { RECORDS } from '../ledger/records.ts'
import { invoke } from './invoke.ts'

it('tells of every check what it is for, and that no ledger is here', async () => {
  const { code, stdout, stderr } = await invoke(temporaryFolder(), ['env'])
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  expect(stdout.match(/^[✓–] /gm)).toHaveLength(9)
  expect(stdout.match(/^ {15}knnbench /gm)).toHaveLength(9)
  expect(stdout).toContain('No ledger below results/ here.')
})

it('tells what the newest ledger was measured on, and what is otherwise now', async () => {
  const folder = temporaryFolder()
  const results = join(folder, 'results/mine')
  mkdirSync(results, { recursive: true })
  const records = [
    { ...readEnvironment(), cores: 1000 },
    RECORDS.session({ engine_cores: [7], host_cores: [0, 1] }),
  ]
  writeFileSync(
    join(results, 'ledger.jsonl'),
    records.map((record) => `${JSON.stringify(record)}\n`).join(''),
  )
  const { stdout } = await invoke(folder, ['env'])
  expect(stdout).toContain('Recorded in results/mine/ledger.jsonl (the newest):\n')
  expect(stdout).toContain('engines core 7, knnbench core 0, 1\n')
  expect(stdout).toContain('Otherwise now: cores. Times taken now are not compared with those.\n')
  const { recorded } = JSON.parse((await invoke(folder, ['env', '--json'])).stdout)
  expect(recorded).toMatchObject({
    ledger: 'results/mine/ledger.jsonl',
    engine_cores: [7],
    changed: ['cores'],
  })
})

function writeLedger(folder: string, name: string, lines: readonly string[]): void {
  mkdirSync(join(folder, 'results', name), { recursive: true })
  writeFileSync(join(folder, 'results', name, 'ledger.jsonl'), lines.map((line) => `${line}\n`).join(''))
}

it('tells how much was going on while the newest ledger was measured', async () => {
  const folder = temporaryFolder()
  const memory = { event: 'memory', phase: 'fit', metric: null, size_bytes: 1, peak_bytes: 2 } as const
  const records = [
    readEnvironment(),
    RECORDS.session(),
    RECORDS.block({ load_1m: 0.5 }),
    RECORDS.measurement({ value: { ...memory, method: 'sampled' } }),
    RECORDS.measurement({ value: { ...memory, method: 'clear-refs' } }),
    RECORDS['block-end']({ steal_share: 0.004 }),
    RECORDS.block({ load_1m: 1.25 }),
    RECORDS['block-end']({ steal_share: null }),
  ]
  writeLedger(
    folder,
    'mine',
    records.map((record) => JSON.stringify(record)),
  )
  expect((await invoke(folder, ['env'])).stdout).toContain(
    '\n  2 blocks, load at most 1.25, steal at most 0.4 %, peaks of memory taken from the kernel and sampled\n',
  )
  const { recorded } = JSON.parse((await invoke(folder, ['env', '--json'])).stdout)
  expect(recorded).toMatchObject({ blocks: 2, load_1m: 1.25, steal_share: 0.004, changed: [] })
  writeLedger(folder, 'mine', [JSON.stringify(readEnvironment())])
  expect((await invoke(folder, ['env'])).stdout).toContain('\n  no block was measured yet\n')
})

it("keeps a stranger's words within their line", async () => {
  const folder = temporaryFolder()
  const cpu = 'fast\n::error::all is lost\u001b[2J\u202e\u009b1m'
  writeLedger(folder, 'a\u001b[2Jb', [JSON.stringify({ ...readEnvironment(), cpu })])
  for (const flags of [[], ['--json']]) {
    const { stdout } = await invoke(folder, ['env', ...flags])
    expect(stdout).not.toMatch(/[^\P{Cc}\n]|\u202e/u)
    expect(stdout).not.toMatch(/^::/m)
    expect(stdout).toContain('all is lost')
  }
})

it('tells of the machine although the newest ledger is damaged', async () => {
  const folder = temporaryFolder()
  writeLedger(folder, 'mine', ['{"schema":1'])
  const { code, stdout, stderr } = await invoke(folder, ['env'])
  expect(code).toBe(0)
  expect(stdout).toContain('The newest ledger below results/ cannot be read.\n')
  expect(stderr).toMatch(/^results\/mine\/ledger\.jsonl:1: this record is not JSON\./)
})

it('tells of the machine although results is no folder', async () => {
  const folder = temporaryFolder()
  writeFileSync(join(folder, 'results'), '')
  const { code, stdout, stderr } = await invoke(folder, ['env'])
  expect(code).toBe(0)
  expect(stdout).toContain('The newest ledger below results/ cannot be read.\n')
  expect(stderr).toBe(
    'results: a file is where a folder should be. Choose another folder, or move that file away.\n',
  )
  expect(JSON.parse((await invoke(folder, ['env', '--json'])).stdout).recorded).toBeNull()
})

it('names neither host, user nor address', async () => {
  const { environment, checks } = JSON.parse((await invoke(temporaryFolder(), ['env', '--json'])).stdout)
  const told = [...Object.values(environment), ...checks.map(({ found }: { found: string }) => found)].join(
    ' ',
  )
  const words = told.match(/[\p{L}\p{N}_.:-]+/gu) ?? []
  const addresses = Object.values(os.networkInterfaces()).flatMap(
    (all) => all?.map(({ address }) => address) ?? [],
  )
  expect(words.length).toBeGreaterThan(50)
  for (const secret of [os.hostname(), os.userInfo().username, ...addresses])
    expect(words).not.toContain(secret)
})
