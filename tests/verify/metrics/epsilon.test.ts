import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ARITHMETICS } from '../../../src/verify/metrics/distance-metric.ts'
import { distanceMetric } from '../../../src/verify/metrics/index.ts'
import { arbitraryFeature } from '../arbitrary-case.ts'
import { METRICS } from '../metric-names.ts'
import { matrixOf, simulatedValue } from '../simulated-engine.ts'

const arbitraryPair = fc.integer({ min: 1, max: 12 }).chain((d) => {
  const row = fc.array(arbitraryFeature, { minLength: d, maxLength: d })
  // x near −q is the worst case of the norm form, x equal to q that of cancellation.
  const second = fc.oneof(row, fc.constant('negated' as const), fc.constant('same' as const))
  return fc.tuple(row, second).map(([x, other]) => {
    const q = typeof other === 'string' ? x.map((value) => (other === 'same' ? value : -value)) : other
    return { train: matrixOf([x]), query: Float64Array.from(q), x, q }
  })
})

describe.each(METRICS)('%s', (name) => {
  const metric = distanceMetric(name)

  test.each(ARITHMETICS)(
    'a value computed in $dtype, $form form, is within ε, and so is its root',
    (arithmetic) => {
      const round = arithmetic.dtype === 'float32' ? Math.fround : (value: number) => value
      fc.assert(
        fc.property(arbitraryPair, ({ train, query, x, q }) => {
          const value = metric.value(train, 0, query)
          const epsilon = metric.epsilon(metric.scale(train, 0, query, value), arithmetic)
          const narrow = name === 'hamming' ? (one: number) => one : round
          const computed = simulatedValue(name, arithmetic.form, x.map(narrow), q.map(narrow), round)
          expect(Math.abs(computed - value)).toBeLessThanOrEqual(epsilon)
          const reported = round(metric.distance(computed))
          expect(Math.abs(metric.fromDistance(reported) - value)).toBeLessThanOrEqual(epsilon)
        }),
        { numRuns: 2000 },
      )
    },
  )

  test.each(ARITHMETICS)(
    'no pair of a value has a larger ε than the most there is, $dtype $form',
    (arithmetic) => {
      fc.assert(
        fc.property(arbitraryPair, ({ train, query }) => {
          const value = metric.value(train, 0, query)
          const exact = metric.epsilon(metric.scale(train, 0, query, value), arithmetic)
          const most = metric.epsilon(metric.scaleAtMost(value, metric.size(query), query.length), arithmetic)
          expect(exact).toBeLessThanOrEqual(most * (1 + 1e-12))
        }),
      )
    },
  )

  test('values of all rows are those of each row', () => {
    fc.assert(
      fc.property(arbitraryPair, ({ query, x, q }) => {
        const train = matrixOf([x, q, x])
        const out = new Float64Array(3)
        metric.values(train, query, out)
        expect([...out]).toEqual([0, 1, 2].map((row) => metric.value(train, row, query)))
      }),
    )
  })

  test.skipIf(name === 'cosine')('equal rows have the value 0 and, in the difference form, no ε', () => {
    const train = matrixOf([[1e9, -3.7, 1e-30]])
    const scale = metric.scale(train, 0, train.values, metric.value(train, 0, train.values))
    expect(scale.value).toBe(0)
    expect(metric.epsilon(scale, { dtype: 'float32', form: 'difference' })).toBe(0)
  })
})

test('the euclidean value is the sum in feature order, squares rounded one by one', () => {
  const train = matrixOf([[1e8, 1, 1]])
  // (1e8)² + 1 rounds back to (1e8)² twice; in the other order 2 would survive.
  expect(distanceMetric('euclidean').value(train, 0, Float64Array.of(0, 0, 0))).toBe(1e16)
})

test('ε of the euclidean forms is the formula of the design', () => {
  const train = matrixOf([[3, 0]])
  const query = Float64Array.of(0, 4)
  const euclidean = distanceMetric('euclidean')
  const scale = euclidean.scale(train, 0, query, euclidean.value(train, 0, query))
  const epsilon = (dtype: 'float64' | 'float32', form: 'difference' | 'norm') =>
    euclidean.epsilon(scale, { dtype, form })
  // d = 2, D² = 25, ‖x‖² + ‖q‖² = 25, s = ‖(3, 4)‖ = 5, D = 5.
  expect(epsilon('float64', 'difference')).toBe(16 * 2 ** -53 * 25)
  expect(epsilon('float64', 'norm')).toBe(16 * 2 ** -53 * 25 + 4 * 2 ** -53 * 25)
  const narrowing = 4 * 2 ** -24 * 5 * 5 + 4 * 2 ** -48 * 25
  expect(epsilon('float32', 'difference')).toBe(16 * 2 ** -24 * 25 + narrowing + 4 * 2 ** -149)
})

test('ε of the manhattan distance is the formula of the design', () => {
  const train = matrixOf([[3, 0]])
  const query = Float64Array.of(0, 4)
  const manhattan = distanceMetric('manhattan')
  const scale = manhattan.scale(train, 0, query, manhattan.value(train, 0, query))
  // d = 2, D = 7, s₁ = 7.
  expect(manhattan.epsilon(scale, { dtype: 'float64', form: 'norm' })).toBe(16 * 2 ** -53 * 7)
  expect(manhattan.epsilon(scale, { dtype: 'float32', form: 'difference' })).toBe(
    16 * 2 ** -24 * 7 + 2 * 2 ** -24 * 7 + 4 * 2 ** -149,
  )
})

test('ε of the chebyshev and the hamming distance is a few roundings', () => {
  const train = matrixOf([[3, 0, 7]])
  const query = Float64Array.of(0, 4, 7)
  const epsilon = (name: string, dtype: 'float64' | 'float32') => {
    const metric = distanceMetric(name)
    const scale = metric.scale(train, 0, query, metric.value(train, 0, query))
    return metric.epsilon(scale, { dtype, form: 'difference' })
  }
  // D = 4, s∞ = max(3, 4, 14).
  expect(epsilon('chebyshev', 'float64')).toBe(4 * 2 ** -53 * 4)
  expect(epsilon('chebyshev', 'float32')).toBe(4 * 2 ** -24 * 4 + 2 * 2 ** -24 * 14 + 2 * 2 ** -149)
  expect(epsilon('hamming', 'float32')).toBe(4 * 2 ** -24 * (2 / 3))
})

describe('the cosine distance', () => {
  const cosine = distanceMetric('cosine')
  const distance = (x: readonly number[], q: readonly number[]) =>
    cosine.value(matrixOf([x]), 0, Float64Array.from(q))

  test('is one less the cosine, of rows of any length', () => {
    expect(distance([3, 0], [0, 4])).toBe(1)
    expect(distance([1, 0], [1, 1])).toBeCloseTo(1 - Math.SQRT1_2, 15)
    expect(distance([1e300, 0], [-1e-14, 0])).toBe(2)
    expect(distance([1e200, 1e200], [1e200, 1e200])).toBeLessThan(1e-15)
  })

  test('of a row that is zero, or as good as zero for scikit-learn, is 1', () => {
    expect(distance([0, 0], [3, 4])).toBe(1)
    expect(distance([0, 0], [0, 0])).toBe(1)
    expect(distance([2e-15, 0], [2e-15, 0])).toBe(1)
    expect(distance([3e-15, 0], [1, 0])).toBe(0)
  })
})

test('the minkowski distance is that of its p, and its ε covers a root of numbers that nearly underflow', () => {
  const metric = distanceMetric('minkowski(3)')
  const value = metric.value(matrixOf([[1, 5, 2]]), 0, Float64Array.of(4, 1, 2))
  expect([value, metric.distance(value)]).toEqual([27 + 64, (27 + 64) ** (1 / 3)])
  const tiny = matrixOf([[9.788622234946895e-104]])
  const origin = new Float64Array(1)
  const small = metric.value(tiny, 0, origin)
  const back = metric.fromDistance(metric.distance(small))
  expect(back).not.toBe(small)
  const scale = metric.scale(tiny, 0, origin, small)
  expect(Math.abs(back - small)).toBeLessThanOrEqual(
    metric.epsilon(scale, { dtype: 'float64', form: 'difference' }),
  )
})
