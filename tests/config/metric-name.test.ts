import { expect, test } from 'vitest'
import { metricFamily, offersMetric } from '../../src/config/metric-name.ts'

test('an engine that offers minkowski offers it for every p, one that offers a p that one only', () => {
  expect(offersMetric(['euclidean', 'minkowski'], 'minkowski(1.5)')).toBe(true)
  expect(offersMetric(['minkowski(3)'], 'minkowski(3)')).toBe(true)
  expect(offersMetric(['minkowski(3)'], 'minkowski(4)')).toBe(false)
  expect(offersMetric(['euclidean'], 'minkowski(3)')).toBe(false)
})

test('a family is what manifests list', () => {
  expect(['minkowski(3)', 'hamming', 'minkowski'].map(metricFamily)).toEqual([
    'minkowski',
    'hamming',
    'minkowski',
  ])
})
