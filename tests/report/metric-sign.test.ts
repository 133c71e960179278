import { expect, test } from 'vitest'
import { metricSign } from '../../src/report/metric-sign.ts'

test.each([
  ['euclidean', 'L2'],
  ['chebyshev', 'L∞'],
  ['minkowski(1.5)', 'L1.5'],
  ['minkowski', 'Lp'],
  ['canberra', 'canberra'],
])('%s is %s', (name, sign) => {
  expect(metricSign(name)).toBe(sign)
})
