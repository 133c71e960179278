/**
 * How long the preparation of a large table takes and how much memory: makes a CSV file, prepares it through the
 * built CLI and prints duration, peak memory and its ratio to the prepared matrix. Needs about 1 GB of disk.
 *
 *     npx tsx scripts/prepare-memory.ts [ROWS [COLUMNS]]      by default 1000000 20
 */
import { spawnSync } from 'node:child_process'
import {
  closeSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const TOOL = fileURLToPath(new URL('../dist/cli/main.js', import.meta.url))
const STUDY = `name: large
datasets:
  - { name: large, path: large.csv, target: y }
engines: [ts-brute]
`
const [rows, columns] = [process.argv[2] ?? '1000000', process.argv[3] ?? '20'].map(Number)

const folder = mkdtempSync(join(tmpdir(), 'knnbench-large-'))
try {
  const csv = join(folder, 'large.csv')
  makeTable(csv)
  console.log(`${rows} rows × ${columns} columns, ${megabytes(statSync(csv).size)} of CSV`)
  writeFileSync(join(folder, 'study.yaml'), STUDY)
  const { duration_s, peak_bytes } = prepare()
  const matrix_bytes = 8 * rows * columns
  const ratio = (peak_bytes / matrix_bytes).toFixed(2)
  console.log(
    `${duration_s.toFixed(1)} s, peak ${megabytes(peak_bytes)} = ${ratio} × the matrix of ${megabytes(matrix_bytes)}`,
  )
} finally {
  rmSync(folder, { recursive: true, force: true })
}

/** Numbers of all digits, one cell in a thousand missing, two classes; the same bytes every time. */
function makeTable(path: string): void {
  const file = openSync(path, 'wx')
  const names = Array.from({ length: columns }, (_, j) => `x${j + 1}`)
  writeSync(file, `${names.join(',')},y\n`)
  let state = 42
  const next = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0 // Numerical Recipes
    return state / 2 ** 32
  }
  let part = ''
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) part += next() < 0.001 ? ',' : `${(j + 1) * Math.log(next() + 1e-9)},`
    part += next() < 0.3 ? 'yes\n' : 'no\n'
    if (part.length > 2 ** 20 || i === rows - 1) {
      writeSync(file, part)
      part = ''
    }
  }
  closeSync(file)
}

function prepare(): { readonly duration_s: number; readonly peak_bytes: number } {
  const peak = join(folder, 'peak')
  const hook = `import{writeFileSync}from'node:fs';process.on('exit',()=>writeFileSync(${JSON.stringify(peak)},String(process.resourceUsage().maxRSS)))`
  const words = ['datasets', 'prepare', 'large', '--study', 'study.yaml', '--out', 'out']
  const started_ms = performance.now()
  const { status } = spawnSync(
    process.execPath,
    ['--import', `data:text/javascript,${encodeURIComponent(hook)}`, TOOL, ...words],
    { cwd: folder, env: { ...process.env, XDG_CACHE_HOME: join(folder, 'cache') }, stdio: 'inherit' },
  )
  const duration_s = (performance.now() - started_ms) / 1000
  if (status !== 0) throw new Error(`the command ended with ${status}`)
  return { duration_s, peak_bytes: 1024 * Number(readFileSync(peak, 'utf8')) }
}

function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1e6)} MB`
}
