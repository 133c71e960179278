import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { stringify } from 'csv-stringify/sync'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { workplace } from './cli.ts'
import { writeStudy } from './tiny-study.ts'

const SCREAMS = fileURLToPath(new URL('../fixtures/engines/screams.yaml', import.meta.url))
/** A window title, a cleared screen, the one-byte CSI, a reversed reading direction and what begins a line. */
const PAYLOAD = '\u001b]0;owned\u0007\u001b[2J\u009b1m\u202egnp\n::error::owned\r@line'
const UNSAFE = /[^\P{Cc}\n]|[\u2028\u2029\u202a-\u202e\u2066-\u2069]|^\s*(::|@line)/mu

const place = workplace()
afterAll(place.remove)

beforeAll(() => {
  const rows = Array.from({ length: 60 }, (_, i) => [
    i * 1.5,
    7,
    `${'=a'.repeat(1 + (i % 2))}${PAYLOAD}`,
    `${i % 2 ? '=cmd|' : '@b'}${PAYLOAD}`,
  ])
  const header = [`x${PAYLOAD}`, `constant${PAYLOAD}`, `text${PAYLOAD}`, `target${PAYLOAD}`]
  writeFileSync(join(place.folder, 't.csv'), stringify([header, ...rows], { record_delimiter: '\n' }))
  writeStudy(
    place.folder,
    `name: hostile
datasets: [{ name: theirs, path: t.csv, target: ${JSON.stringify(header[3])} }]
engines: [ts-brute, { name: screams, manifest: ${SCREAMS} }]
grid: { n_neighbors: [1, 50], metric: [euclidean], weights: [uniform] }
prepare: [one-hot, standardize]
protocol: { rounds: 1, warmup: 1, min_time: 1ms }
`,
  )
})

it.each([
  ['the refusal of a manifest', ['run', 'study.yaml', '--allow-outside'], 2],
  ['engines trust', ['engines', 'trust', SCREAMS], 0],
  ['engines trust --json', ['engines', 'trust', SCREAMS, '--json'], 0],
  ['a dry run', ['run', 'study.yaml', '--allow-outside', '--dry-run'], 0],
  ['a run', ['run', 'study.yaml', '--allow-outside'], 0],
  ['the report', ['report'], 0],
  ['the report as JSON', ['report', '--json'], 0],
  ['the report as CSV', ['report', '--format', 'csv'], 0],
  ['the report as Markdown', ['report', '--format', 'markdown'], 0],
  ['the report as LaTeX', ['report', '--format', 'latex'], 0],
  [
    'a pivoted table',
    [
      ...['report', '--table', 'confusion', '--filter', 'predicted=a', '--rows', 'actual'],
      ...['--columns', 'predicted', '--value', 'row_count'],
    ],
    2,
  ],
  ['the confusion matrix', ['report', '--table', 'confusion', '--format', 'csv'], 0],
  ['init without a target', ['init', '--data', 't.csv'], 2],
  ['a target that is not there', ['run', '--data', 't.csv', '--target', `no${PAYLOAD}`], 2],
  ['a file that is not there', ['run', `no${PAYLOAD}.yaml`], 2],
  ['an option that is not there', ['run', `--no${PAYLOAD.replace('\n', '')}`], 2],
  [
    'prepared files',
    ['datasets', 'prepare', 'theirs', '--study', 'study.yaml', '--allow-outside', '--out', 'd'],
    0,
  ],
] as const)('%s reaches the terminal as mere text', (_, words, code) => {
  const { status, stdout, stderr } = place.knnbench(...words)
  expect({ status, stderr }).toEqual({ status: code, stderr })
  expect(stdout).not.toMatch(UNSAFE)
  expect(stderr).not.toMatch(UNSAFE)
})

it('and no cell of a CSV begins what a spreadsheet would work out', () => {
  const { stdout } = place.knnbench('report', '--table', 'confusion', '--format', 'csv')
  expect(stdout).toContain("'=cmd|")
  expect(stdout).toContain("'@b")
  expect(stdout).not.toMatch(/(^|,)"?[=@+]/m)
})
