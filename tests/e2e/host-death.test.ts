import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest'
import { isRunning } from '../runner/running.ts'
import { workplace } from './cli.ts'
import { writeStudy } from './tiny-study.ts'

/** An engine that starts a child, tells both ids beside its manifest, and then says nothing for ever. */
const ENGINE = `import { spawn } from 'node:child_process'
import { renameSync, writeFileSync } from 'node:fs'
const file = new URL('./pids.json', import.meta.url).pathname
const child = spawn(process.execPath, ['-e', 'setInterval(() => undefined, 1000)'], { stdio: 'ignore' })
writeFileSync(file + '.new', JSON.stringify([process.pid, child.pid]))
renameSync(file + '.new', file)
setInterval(() => undefined, 1000)
`
const MANIFEST = `name: silent
ecosystem: other
library: silent
description: Says nothing.
command: [node, ./silent.mjs]
capabilities:
  { metrics: [euclidean], weights: [uniform], tasks: [classification], dtype: float64, form: difference,
    threads: 1, exact: true, neighbors: false, probabilities: false }
`
const study = (engines: string): string => `name: tiny
datasets: [iris]
engines: ${engines}
baseline: ts-brute
grid: { n_neighbors: [5], metric: [euclidean], weights: [uniform] }
protocol: { rounds: 1, warmup: 1, min_time: 1ms }
`

describe.runIf(process.platform === 'linux')('a run whose engine is busy', () => {
  const place = workplace()
  const pidsFile = join(place.folder, 'pids.json')
  writeFileSync(join(place.folder, 'silent.mjs'), ENGINE)
  writeFileSync(join(place.folder, 'silent.yaml'), MANIFEST)
  writeStudy(place.folder, study('[ts-brute, { name: silent, manifest: silent.yaml }]'))
  place.knnbench('engines', 'trust', 'silent.yaml')
  const pids = (): number[] => JSON.parse(readFileSync(pidsFile, 'utf8'))

  /** A run that waits for its engine, which has told who it is. */
  async function busyRun(): Promise<ChildProcess> {
    const host = place.start('run', 'study.yaml')
    await vi.waitFor(() => expect(existsSync(pidsFile)).toBe(true), { timeout: 60_000 })
    return host
  }

  afterEach(() => {
    const left = pids().filter(isRunning)
    for (const pid of left) process.kill(pid, 'SIGKILL')
    rmSync(pidsFile)
  })
  afterAll(place.remove)

  it.each(['SIGHUP', 'SIGTERM'] as const)('that gets %s ends its engine and leaves nothing', async (name) => {
    const host = await busyRun()
    if (name === 'SIGHUP') host.stderr?.destroy() // as when the terminal is closed
    host.kill(name)
    const [code] = await once(host, 'exit')
    expect(code).toBe(130)
    await vi.waitFor(() => expect(pids().filter(isRunning)).toEqual([]), { timeout: 30_000 })
    expect(readdirSync(place.temporary)).toEqual([])
    expect(existsSync(join(place.folder, 'results/tiny/ledger.lock'))).toBe(false)
  })

  it('that is killed leaves nobody whom the next run does not end', async () => {
    const host = await busyRun()
    host.kill('SIGKILL')
    await once(host, 'close')
    writeStudy(place.folder, study('[ts-brute, ts-kdtree]'))
    const next = place.knnbench('run', 'study.yaml')
    expect(next.stderr).not.toContain('is writing this ledger')
    expect(next.status).toBe(0)
    expect(pids().filter(isRunning)).toEqual([])
    expect(readdirSync(place.temporary)).toEqual([])
  })
})
