/**
 * How long grading a large case takes and how much memory: answers a synthetic dataset through the built CLI with one
 * engine, twice. The second time the oracle is in the cache, so the difference is what computing it took. Prints
 * durations, and CPU time and peak memory of the host, without the engine. Needs about 0.5 GB of disk.
 *
 *     npm run build && npx tsx scripts/oracle-memory.ts [ROWS [QUERIES [COLUMNS [METRIC]]]]
 *
 * By default 1000000 training rows, 10000 queries, 10 columns and euclidean; k is 51.
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const TOOL = fileURLToPath(new URL('../dist/cli/main.js', import.meta.url))
const [rows, queries, columns] = [
  process.argv[2] ?? '1000000',
  process.argv[3] ?? '10000',
  process.argv[4] ?? '10',
].map(Number)
const metric = process.argv[5] ?? 'euclidean'
const n = rows + queries
// The number of test rows is rounded up; half a row less hides how the fraction is rounded.
const STUDY = `name: large
datasets: [{ name: g, synthetic: { n: [${n}], d: [${columns}] } }]
engines: [ts-kdtree]
splits: [{ kind: holdout, test_size: ${(queries - 0.5) / n}, stratify: true, seeds: [42] }]
grid: { n_neighbors: [51], metric: ["${metric}"], weights: [uniform] }
protocol: { rounds: 2, timeout: 10m }
`

const folder = mkdtempSync(join(tmpdir(), 'knnbench-oracle-'))
try {
  writeFileSync(join(folder, 'study.yaml'), STUDY)
  const matrix_bytes = 8 * n * columns
  console.log(
    `${rows} × ${queries} rows of ${columns} columns, a matrix of ${megabytes(matrix_bytes)}; ${metric}`,
  )
  for (const [what, ...words] of [
    ['prepared', 'datasets', 'prepare', 'g', '--study', 'study.yaml', '--out', 'out'],
    ['answered and graded', 'run', 'study.yaml', '--answers-only', '--out', 'first'],
    ['the same with the oracle from the cache', 'run', 'study.yaml', '--answers-only', '--out', 'second'],
  ]) {
    const { wall_s, cpu_s, peak_bytes } = cost(words)
    const times = `${wall_s.toFixed(1)} s, ${cpu_s.toFixed(1)} s of CPU time of the host`
    console.log(`${what}: ${times}, its peak ${megabytes(peak_bytes)}`)
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}

interface Usage {
  readonly maxRSS: number
  readonly userCPUTime: number
  readonly systemCPUTime: number
}

/** Of the host alone: its worker threads count, the engine's process does not. */
function cost(words: readonly string[]) {
  const file = join(folder, 'usage')
  const hook = `import{writeFileSync}from'node:fs';import{isMainThread}from'node:worker_threads';if(isMainThread)process.on('exit',()=>writeFileSync(${JSON.stringify(file)},JSON.stringify(process.resourceUsage())))`
  const started_ms = performance.now()
  const { status } = spawnSync(
    process.execPath,
    ['--import', `data:text/javascript,${encodeURIComponent(hook)}`, TOOL, ...words],
    {
      cwd: folder,
      env: { ...process.env, XDG_CACHE_HOME: join(folder, 'cache') },
      stdio: ['ignore', 'ignore', 'inherit'],
    },
  )
  const wall_s = (performance.now() - started_ms) / 1000
  if (status !== 0) throw new Error(`the command ended with ${status}`)
  const { maxRSS, userCPUTime, systemCPUTime }: Usage = JSON.parse(readFileSync(file, 'utf8'))
  return { wall_s, cpu_s: (userCPUTime + systemCPUTime) / 1e6, peak_bytes: 1024 * maxRSS }
}

function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1e6)} MB`
}
