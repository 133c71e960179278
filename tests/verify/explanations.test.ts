import { describe, expect, test } from 'vitest'
import { RandomState } from '../../src/data/mt19937.ts'
import { oracleLabels } from '../../src/verify/alternative-votes.ts'
import { EXPLANATIONS, type WrongCell } from '../../src/verify/explanations.ts'
import type { CellAnswers, DeclaredForm, EngineAnswers, GradingCase } from '../../src/verify/grade.ts'
import { gradeAnswers } from '../../src/verify/grade-answers.ts'
import { distanceMetric } from '../../src/verify/metrics/index.ts'
import { oracleReader } from '../../src/verify/oracle.ts'

const DECLARED: DeclaredForm = { dtype: 'float64', form: 'difference', vote: 'smallest-label' }

/** `n` rows with coordinates of `scale`, and 30 to classify. */
function gradingCase(n_features: number, scale: number): GradingCase {
  const random = new RandomState(5)
  const matrix = (rows: number) => ({
    rows,
    columns: n_features,
    values: Float64Array.from({ length: rows * n_features }, () => scale * random.random()),
  })
  const y_train = Int32Array.from({ length: 60 }, () => random.randint(0, 3))
  return { X_train: matrix(60), y_train, X_score: matrix(30), n_classes: 3, metric: 'euclidean' }
}

function cellOf(graded: GradingCase, n_neighbors: number, weights: CellAnswers['weights']): CellAnswers {
  return { n_neighbors, weights, labels: oracleLabels(graded, { n_neighbors, weights }) }
}

function neighborsOf(graded: GradingCase, n_neighbors: number): NonNullable<EngineAnswers['neighbors']> {
  const read = oracleReader(graded, { n_neighbors })
  const { distance } = distanceMetric(graded.metric)
  const rows = Array.from({ length: graded.X_score.rows }, (_, row) => read(row))
  return {
    n_neighbors,
    indices: Int32Array.from(rows.flatMap(({ indices }) => [...indices.subarray(0, n_neighbors)])),
    distances: Float64Array.from(
      rows.flatMap(({ values }) => [...values.subarray(0, n_neighbors)].map(distance)),
    ),
  }
}

/** What explains the answers, after making sure that they are wrong. */
function explained(
  gradingCase: GradingCase,
  cell: CellAnswers,
  neighbors?: EngineAnswers['neighbors'],
): string[] {
  const base = { engine: 'mine', declared: DECLARED, cells: [cell] }
  const answers: EngineAnswers = neighbors === undefined ? base : { ...base, neighbors }
  const wrong: WrongCell = { gradingCase, answers, cell }
  expect(gradeAnswers(gradingCase, [answers]).get('mine')?.[0].grade).toBe('wrong')
  return EXPLANATIONS.filter(({ holds }) => holds(wrong)).map(({ words }) => words)
}

describe('a wrong cell is explained by', () => {
  test('one neighbor more', () => {
    const graded = gradingCase(3, 1)
    const cell = { ...cellOf(graded, 4, 'uniform'), labels: cellOf(graded, 5, 'uniform').labels }
    expect(explained(graded, cell)).toEqual(['k + 1 neighbors vote'])
  })

  test('weights that are ignored', () => {
    const graded = gradingCase(3, 1)
    const cell = { ...cellOf(graded, 9, 'distance'), labels: cellOf(graded, 9, 'uniform').labels }
    expect(explained(graded, cell)).toEqual(['weights are ignored'])
  })

  test('a cap on weights, where a distance of zero should decide alone', () => {
    const train = Array.from({ length: 10 }, (_, i) => [i, i + 1e-4, i + 1e-4, i + 1e-4]).flat()
    const graded: GradingCase = {
      X_train: { rows: 40, columns: 1, values: Float64Array.from(train) },
      y_train: Int32Array.from(train, (_, i) => (i % 4 === 0 ? 0 : 1)),
      X_score: { rows: 10, columns: 1, values: Float64Array.from({ length: 10 }, (_, i) => i) },
      n_classes: 2,
      metric: 'euclidean',
    }
    const cell = { n_neighbors: 4, weights: 'distance', labels: new Int32Array(10).fill(1) } as const
    const found = explained(graded, cell)
    expect(found).toContain('weight cap: weights are 1/(d + 0.001)')
    expect(found).not.toContain('weight cap: weights are 1/(d + 1e-16)')
  })

  test('float32', () => {
    const narrow = (scale: number): string[] => {
      const graded = gradingCase(3, scale)
      const single = { ...graded, X_train: narrowed(graded.X_train), X_score: narrowed(graded.X_score) }
      return explained(graded, cellOf(single, 3, 'uniform'), neighborsOf(single, 3))
    }
    expect(narrow(1)).toContain('float32, which the manifest does not declare')
  })

  test('distances that are told squared', () => {
    const graded = gradingCase(3, 1)
    const right = neighborsOf(graded, 3)
    const squared = { ...right, distances: right.distances.map((distance) => distance * distance) }
    expect(explained(graded, cellOf(graded, 3, 'uniform'), squared)).toEqual(['distances are told squared'])
  })

  test('another metric', () => {
    const graded = gradingCase(3, 1)
    const other = { ...graded, metric: 'manhattan' }
    expect(explained(graded, cellOf(other, 3, 'uniform'), neighborsOf(other, 3))).toEqual([
      'distances are manhattan',
    ])
  })

  test('nothing, where an answer is made up', () => {
    const graded = gradingCase(3, 1)
    const { labels, ...cell } = cellOf(graded, 3, 'uniform')
    const neighbors = neighborsOf(graded, 3)
    neighbors.distances[4] += 0.01
    expect(explained(graded, { ...cell, labels }, neighbors)).toEqual([])
  })
})

function narrowed(X: GradingCase['X_train']): GradingCase['X_train'] {
  return { ...X, values: X.values.map(Math.fround) }
}
