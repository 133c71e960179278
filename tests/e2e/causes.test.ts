import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { workplace } from './cli.ts'
import { writeTable } from './tables.ts'

const place = workplace()
afterAll(place.remove)

const STUDY = `name: star
datasets:
  - breast-cancer
  - { name: users, path: users.csv, target: label, drop: [id], missing: [n/a], positive: "yes" }
engines: [ts-brute, ts-kdtree]
grid: { n_neighbors: [1, 5], metric: [euclidean], weights: [uniform] }
variants:
  unscaled: { prepare: [impute-median, one-hot-drop-first] }
  all-levels: { prepare: [impute-median, one-hot, standardize] }
  identifier: { keep: [id] }
  unstratified: { split: { stratify: false } }
  text-constant: { prepare: [text-constant, impute-median, standardize] }
  few: { sample: { rows: 200 } }
  seeds: { split: { seeds: [1, 2, 3] }, n_neighbors: [5] }
published: { breast-cancer: { accuracy: 0.0078, recall: 0.0354 } }
protocol: { rounds: 2, score_rows: 60 }
`
type Row = Readonly<Record<string, string>>

function table(...words: string[]): Row[] {
  const { status, stdout, stderr } = place.knnbench('report', 'star', '--format', 'csv', ...words)
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  return parse(stdout, { columns: true })
}

let causes: readonly Row[]
let cells: readonly Row[]

beforeAll(() => {
  writeTable(place.folder, 'users.csv')
  writeFileSync(join(place.folder, 's.yaml'), STUDY)
  const { status, stderr } = place.knnbench('run', 's.yaml', '--answers-only')
  expect({ status, stderr: status === 0 ? '' : stderr }).toEqual({ status: 0, stderr: '' })
  causes = table('--table', 'causes')
  cells = table('--table', 'cells')
})

const cause = (dataset: string, change: string, score = 'accuracy'): Row => {
  const found = causes.find((row) => row.dataset === dataset && row.change === change && row.score === score)
  if (found === undefined) throw new Error(`no ${change} of ${dataset}`)
  return found
}

const meanScore = (dataset: string, score: string, engine = 'ts-brute', k = /./): number => {
  const scores = cells
    .filter((row) => row.dataset === dataset && row.engine === engine && k.test(row.n_neighbors ?? ''))
    .map((row) => Number(row[score]))
  return scores.reduce((sum, value) => sum + value, 0) / scores.length
}

test('there is one row for every dataset, change and score, the other engine as the last change', () => {
  expect(causes).toHaveLength(2 * 8 * 2)
  const changes = causes.filter(({ dataset, score }) => dataset === 'users' && score === 'recall')
  expect(changes.map(({ change }) => change)).toEqual([
    ...['unscaled', 'all-levels', 'identifier', 'unstratified', 'text-constant', 'few', 'seeds', 'ts-kdtree'],
  ])
})

test.each(['unscaled', 'all-levels', 'identifier', 'text-constant', 'unstratified'])(
  'the change %s is the difference of the scores that the cells have',
  (change) => {
    for (const score of ['accuracy', 'recall']) {
      const row = cause('users', change, score)
      const [before, after] = [meanScore('users', score), meanScore(`users.${change}`, score)]
      expect(Number(row.before)).toBeCloseTo(before, 12)
      expect(Number(row.after)).toBeCloseTo(after, 12)
      expect(Number(row.difference)).toBeCloseTo(after - before, 12)
    }
  },
)

test('an interval holds its difference', () => {
  const within = causes.filter(({ difference_95_low }) => difference_95_low !== '')
  expect(within.length).toBeGreaterThan(10)
  for (const { difference, difference_95_low, difference_95_high } of within) {
    expect(Number(difference_95_low)).toBeLessThanOrEqual(Number(difference))
    expect(Number(difference)).toBeLessThanOrEqual(Number(difference_95_high))
  }
})

test('another exact engine labels every row alike: it explains nothing', () => {
  const row = cause('breast-cancer', 'ts-kdtree')
  expect(row).toMatchObject({ differing: '0', compared: '120', difference: '0', published: '0.0078' })
  expect(row.difference_95_low).toBe('')
})

test('a change that leaves the data as they are is not run, and said', () => {
  expect(cause('breast-cancer', 'text-constant').difference).toBe('')
  expect(cells.some(({ dataset }) => dataset === 'breast-cancer.text-constant')).toBe(false)
  const { stdout } = place.knnbench('report', 'star', '--table', 'causes')
  expect(stdout).toContain('the change leaves these data as they are')
})

test('splits are set against the same configurations of the unchanged split', () => {
  const row = cause('users', 'seeds')
  expect(row).toMatchObject({ n: '3', over: 'splits', configurations: '1' })
  expect(Number(row.before)).toBeCloseTo(meanScore('users', 'accuracy', 'ts-brute', /^5$/), 12)
  expect(Number(row.after)).toBeCloseTo(meanScore('users.seeds', 'accuracy'), 12)
})

test('the same test rows are scored before and after, although the study scores a sample of them', () => {
  const data = table('--table', 'data')
  const of = (dataset: string) => data.find((row) => row.dataset === dataset)
  expect(of('breast-cancer')?.rows_scored).toBe('60')
  expect(cause('breast-cancer', 'unscaled')).toMatchObject({ over: 'rows, paired', n: '60', compared: '120' })
  expect(cause('breast-cancer', 'few')).toMatchObject({ over: 'rows, two samples', n: '40', share: '' })
  expect(of('breast-cancer.few')).toMatchObject({ n_train: '160', n_test: '40' })
  expect(Number(of('users.identifier')?.n_features)).toBe(Number(of('users')?.n_features) + 1)
})

test('only the baseline answers what is changed, and no other table takes it for a dataset', () => {
  const engines = cells.filter(({ dataset }) => dataset.startsWith('users.')).map(({ engine }) => engine)
  expect(new Set(engines)).toEqual(new Set(['ts-brute']))
  expect(new Set(table('--table', 'accuracy').map(({ dataset }) => dataset))).toEqual(
    new Set(['breast-cancer', 'users']),
  )
})

test('the ledger keeps the star, so that it can be run again', () => {
  const ledger = readFileSync(join(place.folder, 'results/star/ledger.jsonl'), 'utf8')
  expect(ledger).toContain('"variant":{"of":"users","name":"seeds","n_neighbors":[5]}')
  const { status, stdout } = place.knnbench('reproduce', 'star', '--dry-run')
  expect(status).toBe(0)
  expect(stdout).toContain('users.seeds/holdout-0.2-stratified/default: 3 cases, scored and not timed')
})

test('a study without variants has an empty table that says what it needs', () => {
  writeFileSync(
    join(place.folder, 'p.yaml'),
    STUDY.replace(/variants:[\s\S]*?published/, 'published').replace('star', 'plain'),
  )
  expect(place.knnbench('run', 'p.yaml', '--answers-only', '--dataset', 'users').status).toBe(0)
  const { stdout } = place.knnbench('report', 'plain', '--table', 'causes')
  expect(stdout).toContain('Empty: the study has no variants.')
  expect(place.knnbench('report', '--list-tables').stdout).toContain('(needs `variants` in the study)')
})
