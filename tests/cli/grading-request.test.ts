import { expect, test } from 'vitest'
import { type GradingRequest, memoryOf } from '../../src/cli/grading-request.ts'
import type { NeighborAnswers } from '../../src/verify/grade.ts'

/** Numbers that are not those of another array. */
let last = 0
const floats = (length: number) => Float64Array.from({ length }, () => ++last / 8)
const integers = (length: number) => Int32Array.from({ length }, () => ++last)
const list = (n_neighbors: number): NeighborAnswers => ({
  n_neighbors,
  indices: integers(2 * n_neighbors),
  distances: floats(2 * n_neighbors),
})

function request(): GradingRequest {
  const declared = { dtype: 'float64', form: 'difference', vote: 'smallest-label' } as const
  const cells = [1, 3].map((n_neighbors) => ({
    n_neighbors,
    weights: 'uniform' as const,
    labels: integers(2),
  }))
  return {
    cacheRoot: '/cache',
    task: 'classification',
    graded: {
      metric: 'euclidean',
      X_train: { rows: 4, columns: 2, values: floats(8) },
      X_score: { rows: 2, columns: 2, values: floats(4) },
      y_train: integers(4),
      n_classes: 2,
    },
    engines: [
      { engine: 'exact', declared, neighbors: list(3), cells },
      {
        engine: 'near',
        declared,
        approximate: [list(1), list(3)],
        cells: [{ ...cells[0], labels: integers(2) }],
      },
      { engine: 'unread', declared, neighbors: { ...list(3), indices: new Int32Array(0) }, cells: [] },
    ],
  }
}

function arraysIn(value: unknown): (Float64Array | Int32Array)[] {
  if (value instanceof Float64Array || value instanceof Int32Array) return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(arraysIn) : []
}

test('a worker gets every array of a request, and none of them is copied', () => {
  const given = request()
  const copy = structuredClone(given)
  expect(structuredClone(given, { transfer: memoryOf(given) })).toEqual(copy)
  expect(arraysIn(copy)).toHaveLength(3 + 4 + 5 + 2)
  expect(arraysIn(given).map(({ buffer }) => buffer.byteLength)).toEqual(Array(14).fill(0))
})
