import { expect, test } from 'vitest'
import { type ClassifierOptions, fitClassifier } from '../../src/knn/classifier.ts'
import { KnnInputError } from '../../src/knn/input-error.ts'
import { METRICS } from '../../src/knn/metric/index.ts'
import { matrix } from './matrices.ts'

const X = matrix(2, [
  [0, 0],
  [3, 4],
  [6, 8],
])
const y = Int32Array.of(1, 0, 1)
const euclidean: ClassifierOptions = { algorithm: 'kd_tree', metric: 'euclidean' }
const uniform = { n_neighbors: 1, weights: 'uniform' } as const

test('neighbors gives indices and true distances, nearest first', () => {
  const { indices, distances } = fitClassifier(X, y, 2, euclidean).neighbors(matrix(2, [[0, 0]]), 3)
  expect([...indices]).toEqual([0, 1, 2])
  expect([...distances]).toEqual([0, 5, 10])
})

test('neighbors gives manhattan distances', () => {
  const { distances } = fitClassifier(X, y, 2, { algorithm: 'brute', metric: 'manhattan' }).neighbors(X, 1)
  expect([...distances]).toEqual([0, 0, 0])
})

test('a later change to the caller’s arrays changes no answer', () => {
  const rows = matrix(1, [[0], [10]])
  const labels = Int32Array.of(0, 1)
  const model = fitClassifier(rows, labels, 2, { algorithm: 'brute', metric: 'euclidean' })
  rows.values.fill(10)
  labels.fill(1)
  expect([...model.predict(matrix(1, [[1]]), uniform)]).toEqual([0])
})

test('leaf_size changes no answer', () => {
  const answers = [1, 2, 32].map((leaf_size) =>
    fitClassifier(X, y, 2, { ...euclidean, leaf_size }).neighbors(matrix(2, [[4, 4]]), 2),
  )
  expect(answers[1]).toEqual(answers[0])
  expect(answers[2]).toEqual(answers[0])
})

test('classes without a training row have probability 0', () => {
  const model = fitClassifier(X, y, 4, euclidean)
  expect([...model.predictProba(matrix(2, [[1, 1]]), { n_neighbors: 2, weights: 'uniform' })]).toEqual([
    0.5, 0.5, 0, 0,
  ])
})

const model = () => fitClassifier(X, y, 2, euclidean)
const one = (value: number) =>
  matrix(2, [
    [0, 0],
    [value, 0],
  ])

test.each<[string, () => unknown, string]>([
  [
    'n_neighbors 0',
    () => model().neighbors(X, 0),
    'n_neighbors is 0; it must be an integer from 1 to n_train = 3',
  ],
  [
    'n_neighbors 1.5',
    () => model().neighbors(X, 1.5),
    'n_neighbors is 1.5; it must be an integer from 1 to n_train = 3',
  ],
  [
    'n_neighbors above n_train',
    () => model().predict(X, { ...uniform, n_neighbors: 4 }),
    'n_neighbors is 4; it must be an integer from 1 to n_train = 3',
  ],
  [
    'NaN in a query',
    () => model().predict(one(Number.NaN), uniform),
    'X[1][0] is NaN; every value must be a finite number',
  ],
  [
    '-Infinity in training',
    () => fitClassifier(one(Number.NEGATIVE_INFINITY), y.slice(0, 2), 2, euclidean),
    'X_train[1][0] is -Infinity; every value must be a finite number',
  ],
  [
    'a value whose square overflows',
    () => model().predict(one(1e308), uniform),
    'X[1][0] is 1e+308; beyond ±3.351951982485649e+153 a euclidean distance of 2 features could overflow',
  ],
  [
    'a query of another width',
    () => model().predict(matrix(1, [[1]]), uniform),
    'X has 1 columns; the training rows have 2',
  ],
  [
    'missing values',
    () => model().predict({ rows: 2, columns: 2, values: new Float64Array(3) }, uniform),
    'X has 3 values; 2 rows of 2 columns need 4',
  ],
  [
    'no training row',
    () => fitClassifier(matrix(2, []), y, 2, euclidean),
    'X_train has 0 rows; at least 1 is needed',
  ],
  [
    'no column',
    () => fitClassifier(matrix(0, [[], []]), y, 2, euclidean),
    'X_train.columns is 0; it must be an integer of at least 1',
  ],
  ['too few labels', () => fitClassifier(X, y.slice(1), 2, euclidean), 'y has 2 labels; X_train has 3 rows'],
  [
    'a class code out of range',
    () => fitClassifier(X, y, 1, euclidean),
    'y[0] is 1; class codes go from 0 to 0',
  ],
  [
    'leaf_size 0',
    () => fitClassifier(X, y, 2, { ...euclidean, leaf_size: 0 }),
    'leaf_size is 0; it must be an integer of at least 1',
  ],
])('refuses %s by name, value and limit', (_what, call, message) => {
  expect(call).toThrow(new KnnInputError(message))
})

test.each(['euclidean', 'manhattan'] as const)(
  'computes %s distances of the largest values it takes',
  (metric) => {
    const limit = METRICS[metric].largestMagnitude(2)
    const far = fitClassifier(
      matrix(2, [
        [limit, limit],
        [0, 0],
      ]),
      Int32Array.of(0, 1),
      2,
      { algorithm: 'ball_tree', metric, leaf_size: 1 },
    )
    const { indices, distances } = far.neighbors(matrix(2, [[-limit, -limit]]), 2)
    expect([...indices]).toEqual([1, 0])
    expect(distances[1]).toBe(2 * distances[0])
    expect(distances[1]).toBeLessThan(Number.MAX_VALUE)
  },
)
