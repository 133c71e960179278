import { describe, expect, test } from 'vitest'
import { noteTexts } from '../../../src/report/table.ts'
import { TABLES, type TableName } from '../../../src/report/tables/index.ts'
import { fixtureLedger, MIXED, NINE_DATASETS, resultsOf } from '../fixtures.ts'
import { cellAt, numberAt } from './cell-at.ts'

const results = resultsOf(fixtureLedger(NINE_DATASETS))
const five = resultsOf(fixtureLedger({ ...NINE_DATASETS, cases: NINE_DATASETS.cases.slice(0, 5) }))
const DATASETS = NINE_DATASETS.cases.map(({ dataset }) => dataset)

/** Log ratios of an engine by dataset, from the table of single cases. */
function logs(engine: string, datasets: readonly string[]): number[] {
  const comparisons = TABLES.comparisons.make(results)
  return datasets.map((dataset) => Math.log(numberAt(comparisons, { dataset, engine, arm: 'main' }, 'ratio')))
}

describe('over datasets', () => {
  const table = TABLES['across-datasets'].make(results)

  test('the ratio is the geometric mean of those of the datasets, each of which counts once', () => {
    const values = logs('ts-kd-tree', DATASETS)
    const mean = values.reduce((sum, value) => sum + value, 0) / 9
    const sd = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 8)
    const half = (2.306004135204166 * sd) / Math.sqrt(9) // t of 8 df
    const found = (key: string) => Math.log(numberAt(table, { engine: 'ts-kd-tree' }, key))
    expect(found('ratio')).toBeCloseTo(mean, 12)
    expect(found('ratio_low')).toBeCloseTo(mean - half, 10)
    expect(found('ratio_high')).toBeCloseTo(mean + half, 10)
  })

  test('a dataset that an engine is wrong on does not count for it, and is named', () => {
    expect(numberAt(table, { engine: 'mine' }, 'datasets')).toBe(8)
    expect(numberAt(table, { engine: 'ml-knn' }, 'datasets')).toBe(9)
    expect(noteTexts(table).at(-1)).toMatch(/^mine without wine: 3 of 36 rows are wrong/)
  })

  test('Wilcoxon of five datasets is named and not run, the t test is run', () => {
    const found = TABLES['across-datasets'].make(five)
    expect(cellAt(found, { engine: 'ts-kd-tree' }, 'p_wilcoxon')).toMatchObject({
      kind: 'missing',
      reason: 'not run: with 5 datasets, p cannot be below 0.0625, so it cannot reach 0.0167',
    })
    expect(numberAt(found, { engine: 'ts-kd-tree' }, 'p')).toBeLessThan(1)
  })
})

describe('ranks', () => {
  const ranked = ['ts-brute', 'ts-kd-tree', 'ml-knn', 'mine']
  const eight = DATASETS.slice(0, 8)
  /** Ranks by counting who is faster, one list a dataset. */
  const values = ranked.map((engine) => (engine === 'ts-brute' ? eight.map(() => 0) : logs(engine, eight)))
  const ranks = eight.map((_, d) =>
    values.map((own) => 1 + values.filter((other) => other[d] < own[d]).length),
  )
  const sums = ranked.map((_, e) => ranks.reduce((sum, block) => sum + block[e], 0))

  test('are averaged over complete datasets only', () => {
    const table = TABLES.ranks.make(results)
    for (const [e, engine] of ranked.entries())
      expect(numberAt(table, { engine }, 'mean_rank')).toBeCloseTo(sums[e] / 8, 12)
    expect(noteTexts(table)).toContain('Without wine: no time of mine in every case.')
  })

  test('give Friedman’s χ² and Iman and Davenport’s F', () => {
    const table = TABLES.friedman.make(results)
    const chi2 = (12 * sums.reduce((sum, rank) => sum + rank ** 2, 0)) / (8 * 4 * 5) - 3 * 8 * 5
    expect(numberAt(table, { test: 'Friedman' }, 'statistic')).toBeCloseTo(chi2, 10)
    expect(numberAt(table, { test: 'Iman–Davenport' }, 'statistic')).toBeCloseTo(
      (7 * chi2) / (8 * 3 - chi2),
      10,
    )
  })

  test('of pairs differ as their means do', () => {
    const table = TABLES.pairwise.make(results)
    expect(table.rows).toHaveLength(6)
    expect(numberAt(table, { first: 'ts-kd-tree', second: 'mine' }, 'rank_difference')).toBeCloseTo(
      (sums[1] - sums[3]) / 8,
      12,
    )
  })
})

test('the configurations of a rank are those that every engine has a time for', () => {
  const found = resultsOf(
    fixtureLedger({
      ...MIXED,
      cases: [{ ...MIXED.cases[0] }],
      engines: MIXED.engines.filter(({ engine }) => engine !== 'mine'),
    }),
  )
  const table = TABLES.ranks.make(found)
  // partly is wrong with manhattan, where others are slower, so euclidean alone counts for everyone
  const cells = TABLES.samples.make(found)
  const column = (key: string) => cells.columns.findIndex((one) => one.key === key)
  const times = (engine: string, round: number) =>
    cells.rows.flatMap((row) => {
      const [e, r, phase, metric, k, t] = [
        'engine',
        'round',
        'phase',
        'metric',
        'n_neighbors',
        'time_ns',
      ].map((key) => row[column(key)])
      const isOf =
        e.kind === 'text' &&
        e.text === engine &&
        r.kind === 'number' &&
        r.value === round &&
        phase.kind === 'text' &&
        phase.text === 'predict' &&
        metric.kind === 'text' &&
        metric.text === 'euclidean' &&
        k.kind === 'number' &&
        k.value < 9
      const arm = row[column('arm')]
      return isOf && arm.kind === 'text' && arm.text === 'main' && t.kind === 'number' ? [t.value] : []
    })
  const logsOf = (values: readonly number[]) =>
    values.map(Math.log).reduce((a, b) => a + b, 0) / values.length
  const bySubset = new Map<number, number[]>()
  for (let round = 0; round < 10; round++) {
    const [own, base] = [times('ts-kd-tree', round), times('ts-brute', round)]
    if (own.length > 0)
      bySubset.set(round % 5, [...(bySubset.get(round % 5) ?? []), logsOf(own) - logsOf(base)])
  }
  const means = [...bySubset.values()].map((all) => all.reduce((a, b) => a + b, 0) / all.length)
  expect(Math.log(numberAt(table, { engine: 'ts-kd-tree' }, 'ratio'))).toBeCloseTo(
    means.reduce((a, b) => a + b, 0) / means.length,
    12,
  )
})

const EMPTY: readonly TableName[] = ['across-datasets', 'ranks', 'friedman', 'pairwise']
test.each(EMPTY)('%s of a study in which an engine is wrong on every dataset still comes out', (name) => {
  const spec = { ...NINE_DATASETS, cases: NINE_DATASETS.cases.slice(8) }
  const table = TABLES[name].make(resultsOf(fixtureLedger(spec)))
  expect(JSON.stringify(table)).not.toMatch(/NaN|null/)
  expect(noteTexts(table).join(' ')).toMatch(/mine/)
})
