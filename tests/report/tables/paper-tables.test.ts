import { expect, test } from 'vitest'
import { TABLES } from '../../../src/report/tables/index.ts'
import { fixtureLedger, MIXED, resultsOf, TWO_CASES } from '../fixtures.ts'
import { tableValues } from '../table-values.ts'

const results = resultsOf(fixtureLedger(TWO_CASES))
const mixed = resultsOf(fixtureLedger(MIXED))
const cells = tableValues(TABLES.cells.make(results))

/** The values of one column over the cells that fit. */
function ofCells(column: string, wanted: Record<string, unknown>): number[] {
  return cells
    .filter((cell) => Object.entries({ arm: 'main', ...wanted }).every(([key, value]) => cell[key] === value))
    .flatMap((cell) => (typeof cell[column] === 'number' ? [cell[column]] : []))
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

function rowOf(table: keyof typeof TABLES, wanted: Record<string, unknown>, from = results) {
  const rows = tableValues(TABLES[table].make(from)).filter((row) =>
    Object.entries(wanted).every(([key, value]) => row[key] === value),
  )
  expect(rows).toHaveLength(1)
  return rows[0]
}

const BRUTE = { dataset: 'breast-cancer', engine: 'ts-brute' }
const KD_TREE = { dataset: 'breast-cancer', engine: 'ts-kd-tree' }

test('accuracy has the highest and the mean of its cells, and counts labels unlike the baseline', () => {
  const accuracies = ofCells('accuracy', KD_TREE)
  const row = rowOf('accuracy', KD_TREE)
  expect(row).toMatchObject({
    selected_accuracy: Math.max(...accuracies),
    configurations: 10,
    differing_share: 0,
  })
  expect(row.mean_accuracy).toBeCloseTo(mean(accuracies), 12)
  expect(rowOf('accuracy', BRUTE)).not.toHaveProperty('differing_share')
})

test('labels that differ are counted over rows and configurations', () => {
  const { readAnswer, records } = fixtureLedger(TWO_CASES)
  const own = records.flatMap((record) =>
    record.type === 'verification' &&
    record.engine === 'ts-kd-tree' &&
    record.case_id.startsWith('breast-cancer')
      ? [record]
      : [],
  )
  const [changed, other] = own
  const shifted = records.map((record) => (record === changed ? { ...changed, labels: 'shifted' } : record))
  const labels = readAnswer(changed.labels)
  const found = resultsOf({
    records: shifted,
    readAnswer: (sha256) =>
      sha256 === 'shifted'
        ? { ...labels, data: Int32Array.from(labels.data, (label, row) => (row < 3 ? 1 - label : label)) }
        : readAnswer(sha256),
  })
  expect(own).toHaveLength(10)
  expect(other.labels).not.toBe(changed.labels)
  expect(rowOf('accuracy', KD_TREE, found).differing_share).toBeCloseTo(3 / (10 * 114), 12)
})

test('scores are those of the cells, and differences are over the configurations of both', () => {
  const row = rowOf('scores', { dataset: 'wine', engine: 'ml-knn', at: 'mean' })
  const own = ofCells('recall', { dataset: 'wine', engine: 'ml-knn' })
  expect(row.recall).toBeCloseTo(mean(own), 12)
  expect([own.length, row.configurations, row.recall_difference]).toEqual([5, 5, 0])
})

test('an engine that is wrong everywhere has its row and no score', () => {
  expect(rowOf('accuracy', { dataset: 'wine', engine: 'mine' })).not.toHaveProperty('selected_accuracy')
  expect(rowOf('times', { dataset: 'wine', engine: 'mine' })).not.toHaveProperty('predict_ns')
  expect(rowOf('cpu', { dataset: 'wine', engine: 'mine' })).not.toHaveProperty('cpu_ns')
})

test('times have the ratio and the interval of the comparison', () => {
  const contrast = rowOf('comparisons', { ...KD_TREE, arm: 'main' })
  expect(rowOf('times', KD_TREE)).toMatchObject({
    predict_ratio: contrast.ratio,
    predict_ratio_95: { low: contrast.ratio_low, high: contrast.ratio_high },
    fit_ratio: 1, // the fixture's fits are all alike
  })
  expect(rowOf('intervals', KD_TREE).ratio_95).toEqual({ low: contrast.ratio_low, high: contrast.ratio_high })
})

test('the interval of an arm alone holds the geometric mean of its times', () => {
  const { predict_95 } = rowOf('intervals', KD_TREE)
  const center = Math.exp(mean(ofCells('predict_ns', KD_TREE).map(Math.log)))
  const { low, high } = predict_95 as { low: number; high: number }
  expect(low).toBeLessThan(center)
  expect(high).toBeGreaterThan(center)
  expect(high / low).toBeLessThan(1.2)
})

test('cores are CPU time per time on the clock', () => {
  const row = rowOf('cpu', KD_TREE)
  expect(row.cores).toBeCloseTo(0.98, 3) // as the fixture has it
  expect(row.cpu_ratio).toBeCloseTo(rowOf('times', KD_TREE).predict_ratio as number, 3)
})

test('against k, scores are means over the other settings', () => {
  const row = rowOf('by-k', { ...BRUTE, n_neighbors: 5 })
  expect(row.accuracy).toBeCloseTo(mean(ofCells('accuracy', { ...BRUTE, n_neighbors: 5 })), 12)
  expect(row.cells_scored).toBe(2)
})

test('distance metrics are paired over the other settings', () => {
  const by = (metric: string) => ofCells('accuracy', { ...BRUTE, metric })
  const differences = by('manhattan').map((value, i) => value - by('euclidean')[i])
  const row = rowOf('by-metric', BRUTE)
  expect(row).toMatchObject({
    metric: 'manhattan',
    reference: 'euclidean',
    pairs: 5,
    lowest_accuracy_difference: Math.min(...differences),
    highest_accuracy_difference: Math.max(...differences),
    higher: differences.filter((one) => one > 0).length,
    lower: differences.filter((one) => one < 0).length,
  })
  expect(row.accuracy_difference).toBeCloseTo(mean(differences), 12)
  const logs = ofCells('predict_ns', { ...BRUTE, metric: 'manhattan' }).map((time, i) =>
    Math.log(time / ofCells('predict_ns', { ...BRUTE, metric: 'euclidean' })[i]),
  )
  expect(row.predict_ratio).toBeCloseTo(Math.exp(mean(logs)), 12)
})

test('a setting with one value has nothing to compare', () => {
  expect(TABLES['by-weights'].make(results).rows).toEqual([])
})

test('the interval of an accuracy is about its test rows', () => {
  const row = rowOf('accuracy-intervals', { dataset: 'wine', engine: 'ts-brute' })
  const { low, high } = row.accuracy_95 as { low: number; high: number }
  expect([row.accuracy, row.rows_scored, high]).toEqual([1, 36, 1])
  expect(low).toBeCloseTo(0.9036, 3) // scipy.stats.binomtest(36, 36).proportion_ci(method='wilson')
})

test('an engine that is not right at the configuration of the baseline has no accuracy there', () => {
  const row = rowOf('accuracy-intervals', { dataset: 'wine', engine: 'mine' }, mixed)
  expect([row, rowOf('accuracy-intervals', BRUTE, mixed).rows_scored]).toEqual([
    expect.not.objectContaining({ accuracy: expect.anything() }),
    50,
  ])
})

test('a curve ends at the corners, and every class has one where there are more than two', () => {
  const curves = tableValues(TABLES.roc.make(results))
  const classes = new Set(curves.filter(({ dataset }) => dataset === 'wine').map((row) => row.class))
  expect([...classes]).toEqual(['0', '1', '2'])
  const first = curves.filter(({ point }) => point === 0)
  expect(first.every((row) => row.true_positive_rate === 0 && !('threshold' in row))).toBe(true)
  expect(curves.at(-1)).toMatchObject({ false_positive_rate: 1, true_positive_rate: 1 })
})

test('peaks are set against the baseline', () => {
  const { peak_ratio } = rowOf('memory', { dataset: 'wine', engine: 'ml-knn' })
  expect(peak_ratio).toBeCloseTo(53.8 / 44.3, 12)
})
