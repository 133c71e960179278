import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { readResults } from '../../src/cli/read-results.ts'
import { blockPredict_ns, metricMemory } from '../../src/report/cell-times.ts'
import type { CountedBlock } from '../../src/report/counted-blocks.ts'
import type { Head } from './builds.ts'
import type { RecordedBlock, RecordedRound, RecordedRun } from './recorded.ts'

const TOOL = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url))
const CELL = { n_neighbors: 5, metric: 'euclidean', weights: 'uniform' } as const

interface Told {
  readonly ledger: string
  readonly findings: readonly {
    readonly check: string
    readonly status: string
    readonly measured?: {
      readonly ratio: number
      readonly interval?: { readonly low: number; readonly high: number }
    } | null
  }[]
}

/** One gate by the built tool, in a folder that `writeBuilds` has filled; throws where it measured nothing. */
export function recordRun(folder: string, head: Head, name: string): RecordedRun {
  const out = join(folder, 'results', name)
  const words = ['gate', 'gate.yaml', '--base', 'base/engine.yaml', '--head', `${head}/engine.yaml`]
  const started = performance.now()
  const { status, stdout, stderr } = spawnSync(process.execPath, [TOOL, ...words, '--out', out, '--json'], {
    cwd: folder,
    encoding: 'utf8',
  })
  const seconds = Math.round((performance.now() - started) / 100) / 10
  if (status === null || ![0, 3, 4].includes(status))
    throw new Error(`the gate ended with ${status}: ${stderr}`)
  const { findings }: Told = JSON.parse(stdout)
  const speed = findings.find(({ check }) => check === 'speed')?.measured
  return {
    exit_code: status,
    seconds,
    checks: Object.fromEntries(findings.map((one) => [one.check, one.status])),
    speed: speed?.interval === undefined ? null : { ratio: speed.ratio, ...ends(speed.interval) },
    rounds: roundsOf(out),
  }
}

function ends({ low, high }: { low: number; high: number }): { low: number; high: number } {
  return { low, high }
}

function roundsOf(folder: string): RecordedRound[] {
  const [{ arms }] = readResults(folder).cases
  const of = (engine: string, arm: 'main' | 'null') =>
    arms.find((one) => one.engine === engine && one.arm === arm)?.blocks ?? []
  const heads = of('head', 'main')
  const null_arms = of('base', 'null')
  return of('base', 'main').map((base, round) => ({
    base: recorded(base),
    head: recorded(heads[round]),
    null_arm: recorded(null_arms[round]),
  }))
}

function recorded(block: CountedBlock): RecordedBlock {
  const memory = metricMemory(block, CELL.metric)
  return {
    position: block.block.position,
    predict_ns: blockPredict_ns(block, CELL) ?? Number.NaN,
    peak_bytes: memory?.peak_bytes ?? Number.NaN,
    fit_bytes: memory?.fit_bytes ?? Number.NaN,
  }
}
