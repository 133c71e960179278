import type { Matrix } from '../../data/matrix.ts'
import { RandomState } from '../../data/mt19937.ts'
import { normalDeviate } from '../../data/normal-deviate.ts'
import type { SuiteCase } from '../suite-case.ts'
import { seededData } from './seeded-data.ts'

export const OTHER_ROWS = 'other-rows'

/** Data with a second set of test rows, as many as the first. */
export interface OtherRowsCase extends SuiteCase {
  readonly others: Matrix
}

/** Test rows that are asked for twice, the second time in another order and half of them other ones. */
export function otherRows(): OtherRowsCase {
  const shape = { seed: 10, n_train: 80, n_features: 3, n_score: 32, n_classes: 3 }
  const data = seededData(shape, normalDeviate)
  return {
    name: OTHER_ROWS,
    what: 'test rows permuted and changed between calls',
    data,
    n_neighbors: [1, 3, 7],
    others: exchanged(data.X_score, new RandomState(11)),
  }
}

/** The first row stays, so that whoever knows data by their beginning is found out as well. */
function exchanged({ rows, columns, values }: Matrix, random: RandomState): Matrix {
  const order = [0, ...random.permutation(rows - 1).map((row) => row + 1)]
  const moved = order.flatMap((row, at) =>
    Array.from(values.subarray(row * columns, (row + 1) * columns), (value) =>
      at > 0 && at % 2 === 0 ? value + 1 : value,
    ),
  )
  return { rows, columns, values: Float64Array.from(moved) }
}
