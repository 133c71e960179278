import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { GradingCase } from '../../src/verify/grade.ts'
import { kthSmallest } from '../../src/verify/kth-smallest.ts'
import { ARITHMETICS } from '../../src/verify/metrics/distance-metric.ts'
import { distanceMetric } from '../../src/verify/metrics/index.ts'
import { buildOracle, matrixRow, oracleReader } from '../../src/verify/oracle.ts'
import { decodeOracle, encodeOracle } from '../../src/verify/oracle-encoding.ts'
import { arbitraryCase } from './arbitrary-case.ts'
import { seededCase } from './seeded-case.ts'
import { matrixOf } from './simulated-engine.ts'

/** Every training row with its value, sorted by (value, index). */
function sortedValues({ X_train, X_score, metric }: GradingCase, row: number) {
  const query = matrixRow(X_score, row)
  const all = Array.from({ length: X_train.rows }, (_, index) => ({
    index,
    value: distanceMetric(metric).value(X_train, index, query),
  }))
  return all.sort((a, b) => a.value - b.value || a.index - b.index)
}

describe('candidates of a row', () => {
  test('are a prefix of all rows sorted by (value, index), whole up to the reach', () => {
    fc.assert(
      fc.property(arbitraryCase(), fc.integer({ min: 1, max: 30 }), (graded, n_neighbors) => {
        const read = oracleReader(graded, { n_neighbors })
        for (let row = 0; row < graded.X_score.rows; row++) {
          const { indices, values, reach } = read(row)
          const expected = sortedValues(graded, row).filter(({ value }) => value <= reach)
          expect(indices.length).toBeGreaterThanOrEqual(Math.min(n_neighbors + 1, graded.X_train.rows))
          expect([...indices]).toEqual(expected.map(({ index }) => index))
          expect([...values]).toEqual(expected.map(({ value }) => value))
        }
      }),
    )
  })

  test('hold every row that an engine of any arithmetic can have among its k nearest', () => {
    fc.assert(
      fc.property(
        arbitraryCase(),
        fc.integer({ min: 1, max: 8 }),
        fc.constantFrom(...ARITHMETICS),
        (graded, k, arithmetic) => {
          const metric = distanceMetric(graded.metric)
          const read = oracleReader(graded, { n_neighbors: k, arithmetics: [arithmetic] })
          for (let row = 0; row < graded.X_score.rows; row++) {
            const query = matrixRow(graded.X_score, row)
            const ranges = sortedValues(graded, row).map(({ index, value }) => {
              const epsilon = metric.epsilon(metric.scale(graded.X_train, index, query, value), arithmetic)
              return { index, low: value - epsilon, high: value + epsilon }
            })
            const found = new Set(read(row).indices)
            // A row can be among the k nearest if fewer than k others are surely before it.
            const possible = ranges.filter(({ low }) => ranges.filter(({ high }) => high < low).length < k)
            expect(possible.filter(({ index }) => !found.has(index))).toEqual([])
          }
        },
      ),
    )
  })

  test('hold a row whose distance an engine may lose to underflow, beside rows at distance zero', () => {
    const graded = {
      ...seededCase(),
      X_train: matrixOf([[0], [0], [-Number.MIN_VALUE]]),
      X_score: matrixOf([[0]]),
      metric: 'manhattan',
    }
    expect([...oracleReader(graded, { n_neighbors: 1 })(0).indices]).toEqual([0, 1, 2])
  })

  test('keep a tie group at k whole', () => {
    const graded = {
      ...seededCase(),
      X_train: matrixOf([[0], [3], [-3], [3], [5], [9]]),
      X_score: matrixOf([[0]]),
    }
    expect([...oracleReader(graded, { n_neighbors: 2 })(0).indices]).toEqual([0, 1, 2, 3])
  })

  test('are no more than k + 1 where nothing ties', () => {
    const read = oracleReader(seededCase({ n: 500 }), { n_neighbors: 7 })
    expect(read(0).indices).toHaveLength(8)
  })
})

describe('the oracle of a case', () => {
  test('is read back as it was computed, also above the cap and for a smaller or larger k', () => {
    fc.assert(
      fc.property(
        arbitraryCase(),
        fc.integer({ min: 1, max: 8 }),
        fc.nat(12),
        fc.nat(8),
        (graded, k, row_cap, other) => {
          const oracle = buildOracle(graded, { n_neighbors: k, row_cap })
          const n_neighbors = 1 + other
          const cached = oracleReader(graded, { n_neighbors, cached: oracle })
          const fresh = oracleReader(graded, { n_neighbors })
          for (let row = 0; row < graded.X_score.rows; row++) {
            const { indices, values, reach } = cached(row)
            const expected = fresh(row)
            // A row cached for a larger k goes further than needed.
            expect(reach).toBeGreaterThanOrEqual(expected.reach)
            const length = expected.indices.length
            expect([...indices.subarray(0, length)]).toEqual([...expected.indices])
            expect([...values.subarray(0, length)]).toEqual([...expected.values])
          }
        },
      ),
    )
  })

  test('leaves out the rows above the cap', () => {
    const graded = {
      ...seededCase(),
      X_train: matrixOf([[0], [3], [-3], [3]]),
      X_score: matrixOf([[0], [3]]),
    }
    const oracle = buildOracle(graded, { n_neighbors: 1, row_cap: 2 })
    // Row 0 has {0} and the next group of three, row 1 has {1, 3}.
    expect([...oracle.offsets]).toEqual([0, 0, 2])
    expect([...oracle.indices]).toEqual([1, 3])
    expect(oracle.reach[0]).toBe(Number.NEGATIVE_INFINITY)
  })

  test('survives encoding', () => {
    const oracle = buildOracle(seededCase({ m: 9 }), { n_neighbors: 4, row_cap: 5 })
    expect(decodeOracle(encodeOracle(oracle))).toEqual(oracle)
  })

  test('is decoded from a part of a Buffer, whatever lies before it', () => {
    const oracle = buildOracle(seededCase({ m: 9 }), { n_neighbors: 4 })
    const read = Buffer.concat([Buffer.alloc(3), encodeOracle(oracle)]).subarray(3)
    expect(decodeOracle(read)).toEqual(oracle)
  })

  // Where these change, VERSION in oracle-encoding.ts must be raised: caches hold what was computed before.
  test.each([
    ['euclidean', '7a82273330959744153c98a7adfa772e93a6c7ce3297cd0ed6659ad1c60f6b5a'],
    ['manhattan', '3b64e101e83bc2fa7577b7cdfe3a5d7275060e3dc263f7cb7ceb5ba542400cd8'],
  ])('has the bytes of its version, %s', (metric, sha256) => {
    const oracle = buildOracle(seededCase({ metric }), { n_neighbors: 7 })
    // How far it reaches may be another by a last bit: JavaScript does not say how exactly ** rounds.
    const bytes = encodeOracle({ ...oracle, reach: oracle.reach.map(Math.fround) })
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(sha256)
  })

  test.each([
    ['cut short', (bytes: Uint8Array) => bytes.subarray(0, bytes.length - 1)],
    ['empty', () => new Uint8Array(0)],
    ['of another version', (bytes: Uint8Array) => bytes.with(4, 99)],
    ['no oracle', (bytes: Uint8Array) => bytes.with(0, 0)],
    ['with offsets out of order', (bytes: Uint8Array) => bytes.with(bytes.length - 8, 255)],
  ])('is not decoded from bytes %s', (_, damage) => {
    const bytes = encodeOracle(buildOracle(seededCase({ m: 9 }), { n_neighbors: 4 }))
    expect(decodeOracle(damage(bytes))).toBeUndefined()
  })
})

test('the k-th smallest is that of the sorted values', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 1, maxLength: 80 }),
      fc.nat(79),
      (list, at) => {
        const k = 1 + (at % list.length)
        const expected = list.toSorted((a, b) => a - b)[k - 1]
        expect(kthSmallest(Float64Array.from(list), k, new Float64Array(k))).toBe(expected)
      },
    ),
  )
})
