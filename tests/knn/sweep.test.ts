import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ALGORITHMS } from '../../src/knn/algorithm.ts'
import { fitClassifier } from '../../src/knn/classifier.ts'
import { KnnInputError } from '../../src/knn/input-error.ts'
import { METRICS } from '../../src/knn/metric/index.ts'
import { fitRegressor } from '../../src/knn/regressor.ts'
import { KINDS, nastyCase, neighborCounts } from '../engine/nasty-data.ts'

const WEIGHTS = ['uniform', 'distance'] as const
const algorithms = Object.keys(ALGORITHMS) as (keyof typeof ALGORITHMS)[]
const metrics = Object.keys(METRICS) as (keyof typeof METRICS)[]

describe.each(algorithms)('one search by %s answers a grid to the bits of its own searches', (algorithm) => {
  it.each(KINDS)('on %s', (kind) => {
    fc.assert(
      fc.property(nastyCase(kind), fc.constantFrom(...metrics), (asked, metric) => {
        const { X_train, y_train, X_score, n_classes } = asked
        const classifier = fitClassifier(X_train, y_train, n_classes, { algorithm, metric })
        const regressor = fitRegressor(X_train, Float64Array.from(y_train), { algorithm, metric })
        const labels = classifier.sweep(X_score, X_train.rows)
        const means = regressor.sweep(X_score, X_train.rows)
        for (const n_neighbors of neighborCounts(X_train.rows)) {
          expect(labels.neighbors(n_neighbors)).toEqual(classifier.neighbors(X_score, n_neighbors))
          for (const weights of WEIGHTS) {
            const one = { n_neighbors, weights }
            expect(labels.predict(one)).toEqual(classifier.predict(X_score, one))
            expect(labels.predictProba(one)).toEqual(classifier.predictProba(X_score, one))
            expect(means.predict(one)).toEqual(regressor.predict(X_score, one))
          }
        }
      }),
      { numRuns: 20 },
    )
  })
})

it('refuses more neighbors than it searched for', () => {
  const X = { rows: 3, columns: 1, values: Float64Array.of(0, 1, 2) }
  const sweep = fitClassifier(X, Int32Array.of(0, 1, 0), 2, {
    algorithm: 'brute',
    metric: 'euclidean',
  }).sweep(X, 2)
  expect(() => sweep.predict({ n_neighbors: 3, weights: 'uniform' })).toThrow(
    new KnnInputError('n_neighbors is 3; it must be an integer from 1 to the 2 of the sweep'),
  )
})
