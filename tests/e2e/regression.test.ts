import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { workplace } from './cli.ts'

const fixture = new URL('../fixtures/metrics/errors.json', import.meta.url)
const { study }: { study: Readonly<Record<string, string | number>>[] } = JSON.parse(
  readFileSync(fixture, 'utf8'),
)

const place = workplace()
afterAll(place.remove)

const STUDY = `
name: small
task: regression
datasets: [diabetes-progression]
engines: [ts-brute, ts-kdtree, ml-knn]
grid: { n_neighbors: [1, 15], metric: [euclidean, manhattan], weights: [uniform, distance] }
prepare: [standardize]
protocol: { rounds: 2, rows: 40, warmup: 1, min_time: 1ms }
`

beforeAll(() => {
  writeFileSync(join(place.folder, 's.yaml'), STUDY)
  const { status, stderr } = place.knnbench('run', 's.yaml')
  expect({ status, stderr: status === 0 ? '' : stderr }).toEqual({ status: 0, stderr: '' })
})

function rows(table: string): Record<string, string>[] {
  const { stdout } = place.knnbench('report', 'small', '--table', table, '--format', 'csv')
  const [head, ...lines] = stdout.trimEnd().split(/\r?\n/)
  const names = head.split(',')
  return lines.map((line) => Object.fromEntries(line.split(',').map((cell, i) => [names[i], cell])))
}

test('every cell is timed and graded identical, and scores as scikit-learn does', () => {
  const cells = rows('cells').filter(({ engine, arm }) => engine !== 'ml-knn' && arm === 'main')
  expect(cells).toHaveLength(16)
  for (const cell of cells) {
    const known = study.find((one) =>
      ['n_neighbors', 'metric', 'weights'].every((name) => String(one[name]) === cell[name]),
    )
    expect(cell).toMatchObject({ status: 'measured', grade: 'identical', task: 'regression', accuracy: '' })
    for (const score of ['rmse', 'mae', 'r2'])
      expect(Math.abs(Number(cell[score]) - Number(known?.[score]))).toBeLessThan(1e-9)
  }
})

test('an engine without regression is a row with its reason', () => {
  const cells = rows('cells').filter(({ engine }) => engine === 'ml-knn')
  expect(new Set(cells.map(({ status }) => status))).toEqual(new Set(['unsupported']))
})

test('the report selects the lowest error', () => {
  const lowest = Math.min(...rows('cells').flatMap(({ rmse }) => (rmse === '' ? [] : [Number(rmse)])))
  const { stdout } = place.knnbench('report', 'small')
  const said = stdout.replaceAll(/\s+/g, ' ')
  expect(said).toMatch(new RegExp(`best configuration on this test set: k = 15.*: RMSE ${lowest.toFixed(3)}`))
  expect(said).toMatch(/worst: k = 1.*: RMSE/)
})

test('a table of classes is empty and says why', () => {
  const { stdout } = place.knnbench('report', 'small', '--table', 'confusion')
  expect(stdout).toContain('Empty: a regression has no classes.')
})
