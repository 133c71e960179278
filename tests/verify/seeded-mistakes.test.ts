import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { CellGrade, EngineAnswers, GradingCase } from '../../src/verify/grade.ts'
import { gradeAnswers } from '../../src/verify/grade-answers.ts'
import { seededCase } from './seeded-case.ts'
import { matrixOf, simulate } from './simulated-engine.ts'

const K = 5
const CELLS = [
  { n_neighbors: K, weights: 'uniform' as const },
  { n_neighbors: K, weights: 'distance' as const },
]

/** An honest float32 or float64 answer on plain data, and one place in it: (row, column). */
const arbitraryAnswer = fc
  .record({
    seed: fc.nat(1e6),
    metric: fc.constantFrom('euclidean', 'manhattan', 'chebyshev', 'minkowski(3)'),
    dtype: fc.constantFrom('float64' as const, 'float32' as const),
    form: fc.constantFrom('difference' as const, 'norm' as const),
    row: fc.nat(7),
    column: fc.nat(K - 1),
    other: fc.nat(K - 2),
  })
  .map(({ seed, metric, dtype, form, row, column, other }) => {
    const graded = seededCase({ n: 30, m: 8, d: 3, seed, metric })
    const declared = { dtype, form, vote: 'smallest-label' as const }
    const answers = simulate(graded, { declared, cells: CELLS, returned: K + 1 })
    return { graded, answers, row, column, other: other < column ? other : other + 1 }
  })

function grade(
  graded: GradingCase,
  answers: EngineAnswers,
  returned: Partial<EngineAnswers['neighbors']>,
): CellGrade[] {
  if (!answers.neighbors) throw new Error('the simulated engine returns neighbors')
  // The honest list has one column more than is graded, so that the first omitted row is at hand.
  const { indices, distances } = answers.neighbors
  const graded_k = {
    n_neighbors: K,
    indices: firstColumns(indices),
    distances: firstColumns(distances),
    ...returned,
  }
  return gradeAnswers(graded, [{ ...answers, neighbors: graded_k }]).get(answers.engine) ?? []
}

function firstColumns<T extends Int32Array | Float64Array>(list: T): T
function firstColumns(list: Int32Array | Float64Array) {
  return list.filter((_, i) => i % (K + 1) < K)
}

function listOf(answers: EngineAnswers) {
  if (!answers.neighbors) throw new Error('the simulated engine returns neighbors')
  const { indices, distances } = answers.neighbors
  return { all: answers.neighbors, indices: firstColumns(indices), distances: firstColumns(distances) }
}

/** The mistake must show in every cell and name the row it was seeded in. */
function expectWrongAt(row: number, grades: readonly CellGrade[], kind: string): void {
  expect(grades).toHaveLength(CELLS.length)
  for (const cell of grades)
    expect(cell).toMatchObject({ grade: 'wrong', rows_wrong: 1, wrong: { kind, row } })
}

test('the honest answers that the mistakes are seeded in are right', () => {
  fc.assert(
    fc.property(arbitraryAnswer, ({ graded, answers }) => {
      expect(grade(graded, answers, {}).filter((cell) => cell.grade === 'wrong')).toEqual([])
    }),
  )
})

test('a neighbor replaced by the first omitted row, with its own distance, is always missed', () => {
  fc.assert(
    fc.property(arbitraryAnswer, ({ graded, answers, row, column }) => {
      const { all, indices, distances } = listOf(answers)
      const omitted = row * (K + 1) + K
      fc.pre(all.distances[omitted] > 1.01 * distances[row * K + column])
      indices.copyWithin(row * K + column, row * K + column + 1, (row + 1) * K)
      distances.copyWithin(row * K + column, row * K + column + 1, (row + 1) * K)
      indices[row * K + K - 1] = all.indices[omitted]
      distances[row * K + K - 1] = all.distances[omitted]
      expectWrongAt(row, grade(graded, answers, { indices, distances }), 'missed-neighbor')
    }),
  )
})

test('two neighbors in the wrong order are always found', () => {
  fc.assert(
    fc.property(arbitraryAnswer, ({ graded, answers, row, column, other }) => {
      const { indices, distances } = listOf(answers)
      const [a, b] = [row * K + column, row * K + other]
      const ratio = distances[a] / distances[b]
      fc.pre(ratio > 1.01 || ratio < 0.99)
      const swap = (list: Int32Array | Float64Array) => {
        const kept = list[a]
        list[a] = list[b]
        list[b] = kept
      }
      swap(indices)
      swap(distances)
      expectWrongAt(row, grade(graded, answers, { indices, distances }), 'missed-neighbor')
    }),
  )
})

test('a distance off by a thousandth is always wrong', () => {
  fc.assert(
    fc.property(arbitraryAnswer, ({ graded, answers, row, column }) => {
      const { distances } = listOf(answers)
      fc.pre(distances[row * K + column] > 0.1)
      distances[row * K + column] *= 1.001
      expectWrongAt(row, grade(graded, answers, { distances }), 'wrong-distance')
    }),
  )
})

test('a training row returned twice is always wrong', () => {
  fc.assert(
    fc.property(arbitraryAnswer, ({ graded, answers, row, column, other }) => {
      const { indices, distances } = listOf(answers)
      const [first, second] = [Math.min(column, other), Math.max(column, other)]
      indices[row * K + second] = indices[row * K + first]
      distances[row * K + second] = distances[row * K + first]
      expectWrongAt(row, grade(graded, answers, { indices, distances }), 'invalid-index')
    }),
  )
})

test('a label that loses by a whole vote is always wrong, with and without neighbors', () => {
  fc.assert(
    fc.property(arbitraryAnswer, fc.integer({ min: 1, max: 2 }), ({ graded, answers, row }, step) => {
      // No ambiguous row in plain data: the honest label is the only one.
      const cells = answers.cells.map((cell) => {
        const labels = Int32Array.from(cell.labels, (label, i) => (i === row ? (label + step) % 3 : label))
        return { ...cell, labels }
      })
      expectWrongAt(row, grade(graded, { ...answers, cells }, {}), 'wrong-label')
      const labelsOnly = { engine: 'labels', declared: answers.declared, cells }
      expectWrongAt(row, gradeAnswers(graded, [labelsOnly]).get('labels') ?? [], 'wrong-label')
    }),
  )
})

test('one row of rows full of hamming ties in the place of a nearer one is missed', () => {
  // Distances to (0, 0, 0, 0): 1/4, 1/4, 1/4, 1/2, 1/2; any two of the first three are right.
  const rows = [
    [1, 0, 0, 0],
    [0, 7, 0, 0],
    [0, 0, 0, -1e-300],
    [1, 1, 0, 0],
    [0, 0, 2, 2],
  ]
  const graded = {
    X_train: matrixOf(rows),
    y_train: Int32Array.of(0, 1, 0, 1, 1),
    X_score: matrixOf([[0, 0, 0, 0]]),
    n_classes: 2,
    metric: 'hamming',
  }
  const gradeOf = (indices: readonly number[], distances: readonly number[], label: number) => {
    const cells = [{ n_neighbors: 2, weights: 'distance' as const, labels: Int32Array.of(label) }]
    const declared = { dtype: 'float32', form: 'difference', vote: 'smallest-label' } as const
    const list = {
      n_neighbors: 2,
      indices: Int32Array.from(indices),
      distances: Float64Array.from(distances),
    }
    const [cell] =
      gradeAnswers(graded, [{ engine: 'one', declared, cells, neighbors: list }]).get('one') ?? []
    return cell.grade
  }
  expect(gradeOf([0, 1], [0.25, 0.25], 0)).toBe('identical')
  expect(gradeOf([2, 0], [0.25, 0.25], 0)).toBe('tie-equivalent')
  expect(gradeOf([0, 3], [0.25, 0.5], 0)).toBe('wrong')
  expect(gradeOf([0, 1], [0.25, 0.5], 0)).toBe('wrong')
})
