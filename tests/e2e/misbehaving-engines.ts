import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { readManifest } from '../../src/runner/engine-registry.ts'
import { trustManifest } from '../../src/runner/trust.ts'
import { writeStudy } from './tiny-study.ts'

const ENGINES = fileURLToPath(new URL('../fixtures/engines/', import.meta.url))
const FAULTS = fileURLToPath(new URL('../../docs/faults.md', import.meta.url))
/** Not in the table: what the others share, and engines that have a test of their own. */
const NOT_IN_TABLE = new Set([
  'misbehaving',
  'wrong-vote',
  'k-plus-one',
  'skips-feature',
  'no-neighbors',
  'screams',
  'keeps-answers',
  'takes-anything',
])

/** One row of the table of faults. */
export interface EngineFault {
  readonly engine: string
  /** `all`, `none`, or the configuration that fails: `k=1`. */
  readonly cells: string
  readonly status: string
  /** `…` stands for anything. */
  readonly reason: string
  readonly exit_code: number
}

/** What `npm test` does; the others take too long for it. */
const QUICK = new Set([
  'hangs-in-predict',
  'leaves-daemon',
  'leaves-files',
  'exits',
  'prints-to-host',
  'too-few-labels',
  'nan-probabilities',
  'locks-its-folder',
  'pipe-for-labels',
  'caches-timed-labels',
])

export function isQuick({ engine }: EngineFault): boolean {
  return QUICK.has(engine)
}

/** The table of engines' faults, as its readers see it. */
export function engineFaults(): EngineFault[] {
  const lines = readFileSync(FAULTS, 'utf8').split('\n')
  return lines.flatMap((line) => {
    const [engine, , cells, status, reason, exit_code] = line.split('|').slice(1, -1).map(plain)
    if (exit_code === undefined || !/^\d$/.test(exit_code)) return []
    return [{ engine, cells, status, reason, exit_code: Number(exit_code) }]
  })
}

function plain(cell: string): string {
  return cell.trim().replace(/^`(.*)`$/, '$1')
}

/** The misbehaving programs that there are. */
export function misbehavingPrograms(): string[] {
  const names = readdirSync(ENGINES).flatMap((name) => (name.endsWith('.mjs') ? [name.slice(0, -4)] : []))
  return names.filter((name) => !NOT_IN_TABLE.has(name))
}

/** Writes a study of these engines between two good ones, and trusts their manifests. */
export function writeFaultsStudy(folder: string, engines: readonly string[], rounds: number): void {
  mkdirSync(join(folder, '.cache/knnbench'), { recursive: true })
  for (const name of engines) {
    const file = join(folder, `${name}.yaml`)
    writeFileSync(file, manifest(name))
    trustManifest(readManifest(file, 'foreign'), join(folder, '.cache/knnbench'))
  }
  const entries = engines.map((name) => `  - { name: ${name}, manifest: ./${name}.yaml }\n`).join('')
  writeStudy(
    folder,
    `name: faults
datasets: [breast-cancer]
engines:
  - ts-brute
${entries}  - ts-kdtree
grid: { n_neighbors: [1, 5], metric: [euclidean], weights: [uniform] }
protocol: { rounds: ${rounds}, warmup: 1, min_time: 1ms, repeats: 2, rows: 20, score_rows: 20, timeout: 3s }
`,
  )
}

/** The heap is small, so that it is filled soon. */
function manifest(name: string): string {
  return `name: ${name}
ecosystem: other
library: knnbench test engines
description: Misbehaves on purpose.
command: [node, --expose-gc, --max-old-space-size=64, ${join(ENGINES, `${name}.mjs`)}]
capabilities:
  { metrics: [euclidean], weights: [uniform], tasks: [classification], dtype: float64, form: difference,
    threads: 1, exact: true, neighbors: true, probabilities: true }
`
}

/** What a run has left: processes by their environment, temporary files, files beside the ledger. */
export function leftBy(folder: string, temporary: string): string[] {
  const results = join(folder, 'results/faults')
  const known = ['answers', 'ledger.jsonl']
  return [
    ...processesWith(`TMPDIR=${temporary}/`).map((pid) => `process ${pid}`),
    ...readdirSync(temporary),
    ...(existsSync(results) ? readdirSync(results).filter((name) => !known.includes(name)) : []),
  ]
}

/** Whatever an engine starts inherits its folder for temporary files, wherever it goes. A zombie has no environment. */
function processesWith(beginning: string): number[] {
  const all = readdirSync('/proc').map(Number).filter(Number.isInteger)
  return all.filter((pid) => environmentOf(pid).some((variable) => variable.startsWith(beginning)))
}

function environmentOf(pid: number): string[] {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0')
  } catch {
    return [] // it ended meanwhile, or is another user's
  }
}
