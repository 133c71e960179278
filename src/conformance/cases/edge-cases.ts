import { normalDeviate } from '../../data/normal-deviate.ts'
import type { SuiteCase, SuiteData, ValueSuiteData } from '../suite-case.ts'
import { givenData, seededData } from './seeded-data.ts'

/** Data at the limits that have a right answer; an engine that refuses them by name is not wrong. */
export function edgeCases(): SuiteCase[] {
  return [oneRow(), oneFeature(), constantColumn(), sameRows(), huge(), denormal(), wide()]
}

function oneRow(): SuiteCase {
  return {
    name: 'one-row',
    what: 'one training row',
    data: givenData(
      [[3, 1]],
      [1],
      [
        [0, 0],
        [3, 1],
      ],
    ),
    n_neighbors: [1],
  }
}

/** In quarters, so that many rows are equal. */
function oneFeature(): SuiteCase {
  const shape = { seed: 11, n_train: 61, n_features: 1, n_score: 20, n_classes: 2 }
  const data = seededData(shape, (random) => random.randint(0, 33) / 4)
  return { name: 'one-feature', what: 'one feature, in quarters', data, n_neighbors: [1, 3, 5] }
}

function constantColumn(): SuiteCase {
  const shape = { seed: 12, n_train: 70, n_features: 3, n_score: 20, n_classes: 2 }
  const data = seededData(shape, (random, column) => (column === 1 ? 7 : normalDeviate(random)))
  return { name: 'constant', what: 'a constant column', data, n_neighbors: [1, 5] }
}

function sameRows(): SuiteCase {
  const shape = { seed: 13, n_train: 70, n_features: 2, n_score: 4, n_classes: 3 }
  const data = seededData(shape, () => 2)
  return { name: 'same-rows', what: 'all rows are equal, labels are not', data, n_neighbors: [1, 5, 70] }
}

/** Σ(x−q)² stays below the largest float64, while ‖x‖² + ‖q‖² does not, nor any cube. */
function huge(): SuiteCase {
  const shape = { seed: 14, n_train: 30, n_features: 1, n_score: 12, n_classes: 2 }
  const data = seededData(shape, (random) => 1e154 * (0.1 + random.randint(0, 11) / 10))
  return { name: '1e154', what: 'values up to 1.1·10¹⁵⁴', data, n_neighbors: [1, 5], without: ['minkowski'] }
}

/** Squares vanish; sums of absolute differences do not, but their inverses are infinite. */
function denormal(): SuiteCase {
  const n_train = 30
  const shape = { seed: 15, n_train, n_features: 2, n_score: 40, n_classes: 2 }
  const data = seededData(
    shape,
    (random, _, row) => 1e-310 * (2 * random.randint(0, 20) + (row < n_train ? 0 : 1)),
  )
  return { name: 'denormal', what: 'values up to 4·10⁻³⁰⁹', data, n_neighbors: [1, 2, 5] }
}

function wide(): SuiteCase {
  const shape = { seed: 16, n_train: 6, n_features: 100_000, n_score: 3, n_classes: 2 }
  const data = seededData(shape, (random) => random.random())
  return { name: 'wide', what: '100,000 features', data, n_neighbors: [1, 3, 6] }
}

/** Data without a right answer. */
export interface RefusalCase {
  readonly name: string
  readonly what: string
  readonly data: SuiteData | ValueSuiteData
  readonly n_neighbors: number
}

const ROWS = [
  [0, 1],
  [1, 0],
  [2, 2],
  [3, 1],
]
const LABELS = [0, 1, 0, 1]
const QUERIES = [
  [0, 0],
  [1, 1],
]
const NOTHING: SuiteData['X_train'] = { rows: 0, columns: 2, values: new Float64Array(0) }

/** What must be refused: any answer to it is made up. */
export function refusalCases(): RefusalCase[] {
  const good = givenData(ROWS, LABELS, QUERIES)
  const withCell = (value: number, part: 'X_train' | 'X_score'): SuiteData => {
    const spoilt = good[part].values.slice()
    spoilt[2] = value
    return { ...good, [part]: { ...good[part], values: spoilt } }
  }
  return [
    {
      name: 'nan-train',
      what: 'NaN in a training row',
      data: withCell(Number.NaN, 'X_train'),
      n_neighbors: 1,
    },
    { name: 'nan-test', what: 'NaN in a test row', data: withCell(Number.NaN, 'X_score'), n_neighbors: 1 },
    {
      name: 'inf-train',
      what: 'Infinity in a training row',
      data: withCell(Infinity, 'X_train'),
      n_neighbors: 1,
    },
    {
      name: 'inf-test',
      what: '−Infinity in a test row',
      data: withCell(-Infinity, 'X_score'),
      n_neighbors: 1,
    },
    {
      name: 'empty-train',
      what: 'no training rows',
      data: { ...good, X_train: NOTHING, y_train: new Int32Array(0) },
      n_neighbors: 1,
    },
    { name: 'k>n', what: 'k = 5 of 4 training rows', data: good, n_neighbors: 5 },
  ]
}

/** No row is asked about: no label is right, and refusing is. */
export function emptyTest(): RefusalCase {
  const data = { ...givenData(ROWS, LABELS, QUERIES), X_score: NOTHING }
  return { name: 'empty-test', what: 'no test rows', data, n_neighbors: 1 }
}
