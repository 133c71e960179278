/**
 * What reports of a ledger cost: runs the built CLI once for the whole report, for each format and for each table, and
 * prints seconds of the clock, seconds of the CPU and peak memory. The folder is one of scripts/large-ledger.ts, or any
 * other that holds a ledger.
 *
 *     npm run build && npx tsx scripts/report-cost.ts FOLDER
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { TABLE_NAMES } from '../src/report/tables/index.ts'

const TOOL = fileURLToPath(new URL('../dist/cli/main.js', import.meta.url))
const [ledger] = process.argv.slice(2)
if (ledger === undefined) throw new Error('Name the folder of a ledger.')

const REPORTS = [
  [],
  ['--format', 'markdown'],
  ['--format', 'latex'],
  ['--format', 'json'],
  ['--table', 'samples', '--format', 'csv'],
  ...TABLE_NAMES.map((name) => ['--table', name]),
]

interface Usage {
  readonly maxRSS: number
  readonly userCPUTime: number
  readonly systemCPUTime: number
}

const folder = mkdtempSync(join(tmpdir(), 'knnbench-cost-'))
try {
  console.log('  wall    CPU     peak  report')
  for (const words of REPORTS) {
    const { wall_s, cpu_s, peak_bytes } = cost(words)
    const seconds = [wall_s, cpu_s].map((value) => `${value.toFixed(2)} s`.padStart(6)).join(' ')
    console.log(`${seconds} ${`${Math.round(peak_bytes / 1e6)} MB`.padStart(7)}  ${words.join(' ')}`)
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}

function cost(words: readonly string[]) {
  const file = join(folder, 'usage')
  const hook = `import{writeFileSync}from'node:fs';process.on('exit',()=>writeFileSync(${JSON.stringify(file)},JSON.stringify(process.resourceUsage())))`
  const started_ms = performance.now()
  const { status } = spawnSync(
    process.execPath,
    ['--import', `data:text/javascript,${encodeURIComponent(hook)}`, TOOL, 'report', ledger, ...words],
    { stdio: ['ignore', 'ignore', 'inherit'] },
  )
  const wall_s = (performance.now() - started_ms) / 1000
  if (status !== 0) throw new Error(`the command ended with ${status}`)
  const { maxRSS, userCPUTime, systemCPUTime }: Usage = JSON.parse(readFileSync(file, 'utf8'))
  return { wall_s, cpu_s: (userCPUTime + systemCPUTime) / 1e6, peak_bytes: 1024 * maxRSS }
}
