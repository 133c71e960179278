import { expect, test } from 'vitest'
import { mlKnn } from '../../../src/engine/adapters/ml-knn.ts'

const matrix = (columns: number, values: number[]) => ({
  rows: values.length / columns,
  columns,
  values: Float64Array.from(values),
})
const fitted = (k: number, metric = 'euclidean', params = {}) =>
  mlKnn.fit(mlKnn.convert(matrix(2, [0, 0, 3, 3, 5, 0.5, 9, 9])), Int32Array.of(2, 1, 0, 0), {
    n_neighbors: k,
    metric,
    weights: 'uniform',
    n_classes: 3,
    params,
  })
const predict = (k: number, metric?: string) =>
  fitted(k, metric).predict(mlKnn.convert(matrix(2, [0, 0.1, 0, 0, 8, 8])), {
    n_neighbors: k,
    weights: 'uniform',
  })

test('rows become arrays of numbers, its documented input', () => {
  expect(mlKnn.convert(matrix(2, [1, 2, 3, 4]))).toEqual([
    [1, 2],
    [3, 4],
  ])
})

test('with one neighbor it predicts the label of the nearest row', () => {
  expect(predict(1)).toEqual([2, 2, 0])
})

test('manhattan is another distance', () => {
  // From (0, 0): (3, 3) is nearer by euclid, 4.24 against 5.02, and (5, 0.5) by manhattan, 5.5 against 6.
  const nearest = (metric: string) => {
    const options = { n_neighbors: 1, metric, weights: 'uniform', n_classes: 2, params: {} } as const
    const model = mlKnn.fit(mlKnn.convert(matrix(2, [3, 3, 5, 0.5])), Int32Array.of(1, 0), options)
    return model.predict(mlKnn.convert(matrix(2, [0, 0])), options)[0]
  }
  expect([nearest('euclidean'), nearest('manhattan')]).toEqual([1, 0])
})

test('a tied vote goes to the class reached first, and the farthest neighbor is asked first', () => {
  const tied = (labels: [number, number]) => {
    const options = {
      n_neighbors: 2,
      metric: 'euclidean',
      weights: 'uniform',
      n_classes: 3,
      params: {},
    } as const
    const model = mlKnn.fit(mlKnn.convert(matrix(2, [0, 0, 3, 3])), Int32Array.from(labels), options)
    return model.predict(mlKnn.convert(matrix(2, [0, 0.1])), options)[0]
  }
  expect([tied([0, 2]), tied([2, 0])]).toEqual([2, 0])
})

test('a model fitted for one k refuses another: k is an option of the constructor', () => {
  const model = fitted(1)
  expect(() => model.predict([[0, 0]], { n_neighbors: 3, weights: 'uniform' })).toThrow(
    'fitted for k=1, asked for k=3',
  )
})

test('parameters it does not have are refused', () => {
  expect(() => fitted(1, 'euclidean', { leaf_size: 3 })).toThrow(
    'unknown parameter "leaf_size"; ml-knn takes none',
  )
})
