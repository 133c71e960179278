import { expect, test } from 'vitest'
import { describeWrong } from '../../src/verify/describe-wrong.ts'
import type { EngineAnswers, ValueCase } from '../../src/verify/grade.ts'
import { gradeValues } from '../../src/verify/grade-values.ts'
import { matrixOf } from './simulated-engine.ts'

/** Training rows at 0, 1, 3, 3 (twice, a tie), 10 on one axis. */
const CASE: ValueCase = {
  metric: 'euclidean',
  X_train: matrixOf([[0], [1], [3], [3], [10]]),
  y_train: Float64Array.of(1, 2, 30, 60, 500),
  X_score: matrixOf([[0.5], [2]]),
}
const DECLARED = { dtype: 'float64', form: 'difference', vote: 'smallest-label' } as const

function graded(
  cell: { n_neighbors: number; weights: 'uniform' | 'distance'; labels: number[] },
  neighbors?: { n_neighbors: number; indices: number[]; distances: number[] },
) {
  const answers: EngineAnswers<Float64Array> = {
    engine: 'e',
    declared: DECLARED,
    cells: [{ ...cell, labels: Float64Array.from(cell.labels) }],
    ...(neighbors === undefined
      ? {}
      : {
          neighbors: {
            n_neighbors: neighbors.n_neighbors,
            indices: Int32Array.from(neighbors.indices),
            distances: Float64Array.from(neighbors.distances),
          },
        }),
  }
  return gradeValues(CASE, [answers]).get('e')?.[0]
}

/** For 0.5: rows 0 and 1; for 2: rows 1, 2 and 3 all at 1. */
const LIST = { n_neighbors: 2, indices: [0, 1, 1, 2], distances: [0.5, 0.5, 1, 1] }

test('the mean of the own neighbors is identical', () => {
  const cell = graded({ n_neighbors: 2, weights: 'uniform', labels: [1.5, 16] }, LIST)
  expect(cell).toMatchObject({ grade: 'identical', basis: 'neighbors', rows_graded: 2, rows_ambiguous: 1 })
})

test('other last bits are epsilon-equivalent, more is wrong and says both numbers', () => {
  const near = graded({ n_neighbors: 2, weights: 'uniform', labels: [1.5 + 2 ** -50, 16] }, LIST)
  expect(near?.grade).toBe('epsilon-equivalent')
  const far = graded({ n_neighbors: 2, weights: 'uniform', labels: [1.5001, 16] }, LIST)
  if (far?.grade !== 'wrong') throw new Error(`graded ${far?.grade}`)
  expect([far.rows_wrong, far.wrong.row]).toEqual([1, 0])
  expect(describeWrong(far.wrong)).toBe('the prediction is 1.5001, but the mean of the neighbors is 1.5000')
})

test('another row of a tie is tie-equivalent in the list', () => {
  const other = { ...LIST, indices: [0, 1, 1, 3] }
  expect(graded({ n_neighbors: 2, weights: 'uniform', labels: [1.5, 31] }, other)?.grade).toBe(
    'tie-equivalent',
  )
})

test('a tie may be cut otherwise for the prediction than for the list, but not beyond its rows', () => {
  const cut = (label: number) =>
    graded({ n_neighbors: 2, weights: 'uniform', labels: [1.5, label] }, LIST)?.grade
  expect(cut(31)).toBe('tie-equivalent')
  expect(cut(40)).toBe('tie-equivalent') // between the means of two choices: only the ends are kept
  expect(cut(46)).toBe('wrong')
  expect(cut(15)).toBe('wrong')
})

test('weights of 1/distance are those of the neighbors', () => {
  const query = { ...CASE, X_score: matrixOf([[0.25]]) }
  const cells = [{ n_neighbors: 2, weights: 'distance' as const, labels: Float64Array.of(1.25) }]
  const grades = gradeValues(query, [{ engine: 'e', declared: DECLARED, cells }]).get('e')
  expect(grades?.[0]).toMatchObject({ grade: 'labels-agree', basis: 'labels', rows_ambiguous: 0 })
})

test('an engine without neighbors is wrong outside of what ties allow, and undecidable where too much is tied', () => {
  expect(graded({ n_neighbors: 2, weights: 'uniform', labels: [1.5, 16] })?.grade).toBe('undecidable')
  const wrong = graded({ n_neighbors: 2, weights: 'uniform', labels: [1.5, 61] })
  if (wrong?.grade !== 'wrong') throw new Error(`graded ${wrong?.grade}`)
  expect(describeWrong(wrong.wrong)).toBe(
    'the prediction is 61.000, but the neighbors allow none beyond 45.000',
  )
})

test('NaN is wrong', () => {
  expect(graded({ n_neighbors: 1, weights: 'uniform', labels: [Number.NaN, 2] })?.grade).toBe('wrong')
})
