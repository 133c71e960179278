import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { fitClassifier } from '../../../src/knn/classifier.ts'
import type { MetricName } from '../../../src/knn/metric/index.ts'
import type { WeightsName } from '../../../src/knn/vote/index.ts'

/** As `scripts/make-knn-vote-fixture.py` writes it; matrices are flat, row-major. */
interface Fixture {
  readonly cases: readonly {
    readonly name: string
    readonly n_features: number
    readonly n_classes: number
    readonly X: readonly number[]
    readonly y: readonly number[]
    readonly queries: readonly number[]
    readonly answers: readonly {
      readonly n_neighbors: number
      readonly metric: MetricName
      readonly weights: WeightsName
      readonly labels: readonly number[]
      readonly probabilities: readonly number[]
    }[]
  }[]
}

const path = new URL('../../fixtures/knn/votes.json', import.meta.url)
const fixture: Fixture = JSON.parse(readFileSync(path, 'utf8'))

describe.each(fixture.cases)('scikit-learn: $name', ({ n_features, n_classes, X, y, queries, answers }) => {
  const toMatrix = (cells: readonly number[]) => ({
    rows: cells.length / n_features,
    columns: n_features,
    values: Float64Array.from(cells),
  })

  test.each(answers)(
    'k = $n_neighbors, $metric, $weights',
    ({ n_neighbors, metric, weights, ...expected }) => {
      const options = { algorithm: 'ball_tree', metric, leaf_size: 5 } as const
      const model = fitClassifier(toMatrix(X), Int32Array.from(y), n_classes, options)
      const probabilities = model.predictProba(toMatrix(queries), { n_neighbors, weights })
      expect([...model.predict(toMatrix(queries), { n_neighbors, weights })]).toEqual(expected.labels)
      const errors = expected.probabilities.map((probability, i) => Math.abs(probability - probabilities[i]))
      expect(probabilities.length).toBe(expected.probabilities.length)
      expect(Math.max(...errors)).toBeLessThanOrEqual(1e-12)
    },
  )
})
