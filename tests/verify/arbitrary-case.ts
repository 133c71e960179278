import fc from 'fast-check'
import type { DeclaredForm, GradingCase } from '../../src/verify/grade.ts'
import { METRICS } from './metric-names.ts'
import { matrixOf } from './simulated-engine.ts'

/** Features that make trouble: grids tie, offsets cancel, tiny numbers underflow in float32, wild ones mix magnitudes. */
const FEATURES = {
  grid: fc.integer({ min: 0, max: 2 }),
  plain: fc.double({ min: -3, max: 3, noNaN: true }),
  offset: fc.integer({ min: 0, max: 300 }).map((step) => 1e9 + step),
  tiny: fc.integer({ min: -3, max: 3 }).map((step) => step * 1e-30),
  subnormal: fc.integer({ min: -3, max: 3 }).map((step) => step * 1e-44),
  wild: fc
    .tuple(fc.double({ min: -1, max: 1, noNaN: true }), fc.integer({ min: -30, max: 9 }))
    .map(([mantissa, exponent]) => mantissa * 10 ** exponent),
} satisfies Record<string, fc.Arbitrary<number>>

export const arbitraryFeature = fc.constantFrom(...Object.values(FEATURES)).chain((feature) => feature)

/** Small cases with many ties; some scored rows are copies of training rows. */
export function arbitraryCase(metrics: readonly string[] = METRICS): fc.Arbitrary<GradingCase> {
  const shape = fc.record({
    feature: fc.constantFrom(...Object.values(FEATURES)),
    d: fc.integer({ min: 1, max: 6 }),
    n: fc.integer({ min: 2, max: 24 }),
    n_classes: fc.integer({ min: 2, max: 4 }),
    metric: fc.constantFrom(...metrics),
  })
  return shape.chain(({ feature, d, n, n_classes, metric }) => {
    const row = fc.array(feature, { minLength: d, maxLength: d })
    return fc
      .record({
        train: fc.array(row, { minLength: n, maxLength: n }),
        score: fc.array(row, { minLength: 1, maxLength: 3 }),
        copies: fc.array(fc.nat(n - 1), { maxLength: 2 }),
        y: fc.array(fc.nat(n_classes - 1), { minLength: n, maxLength: n }),
      })
      .map(({ train, score, copies, y }) => ({
        X_train: matrixOf(train),
        X_score: matrixOf([...score, ...copies.map((index) => train[index])]),
        y_train: Int32Array.from(y),
        n_classes,
        metric,
      }))
  })
}

export const arbitraryDeclared: fc.Arbitrary<DeclaredForm> = fc.record({
  dtype: fc.constantFrom('float64', 'float32'),
  form: fc.constantFrom('difference', 'norm'),
  vote: fc.constantFrom('smallest-label', 'first-to-reach'),
})

/** All k up to n, some or all returned, both weights. */
export function everyCell(n: number) {
  const ks = [1, 2, 3, 5, 8, 13].filter((k) => k <= n)
  return ks.flatMap((n_neighbors) => [
    { n_neighbors, weights: 'uniform' as const },
    { n_neighbors, weights: 'distance' as const },
  ])
}
