import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { RandomState } from '../../src/data/mt19937.ts'
import { normalDeviate } from '../../src/data/normal-deviate.ts'
import { equalShares, synthesize } from '../../src/data/synthetic.ts'
import { TWIN_NAMES, twinRecipe } from '../../src/data/twins.ts'

function columnsOf(recipe: Parameters<typeof synthesize>[0]): Float64Array[] {
  return synthesize(recipe).columns.flatMap((column) => (column.kind === 'numeric' ? [column.values] : []))
}

const small = { n: 200, d: 10, shares: equalShares(3), seed: 5 }

describe('normalDeviate', () => {
  const random = new RandomState(11)
  const deviates = Float64Array.from({ length: 40_000 }, () => normalDeviate(random))
  const share = (inside: (x: number) => boolean) => deviates.filter(inside).length / deviates.length
  // Four standard errors of a share of 40,000 are at most 0.01; the seed is fixed, so this cannot flicker.

  it.each([
    [-2, 0.02275],
    [-1, 0.158655],
    [0, 0.5],
    [0.5, 0.691462],
    [1.5, 0.933193],
    [3, 0.99865],
  ])('falls below %s as often as the normal distribution says', (limit, probability) => {
    expect(Math.abs(share((x) => x < limit) - probability)).toBeLessThan(0.01)
  })

  it('has mean 0 and variance 1', () => {
    const mean = deviates.reduce((sum, x) => sum + x, 0) / deviates.length
    const square = deviates.reduce((sum, x) => sum + x * x, 0) / deviates.length
    expect([Math.abs(mean) < 0.02, Math.abs(square - 1) < 0.03]).toEqual([true, true])
  })
})

describe('synthesize', () => {
  it('gives these bits, on every machine', () => {
    const hash = createHash('sha256')
    for (const values of columnsOf(small)) hash.update(values)
    expect(hash.digest('hex')).toBe('bfc8f1900073b188a06edec0e0d9700becf92a9c1a7f477baed6a3650f94da67')
  })

  it('gives other numbers for another seed', () => {
    expect(columnsOf({ ...small, seed: 6 })).not.toEqual(columnsOf(small))
  })

  it('has the class sizes that were asked for', () => {
    const { target } = synthesize({ ...small, shares: [0.7, 0.1, 0.2] })
    const codes = target.kind === 'classes' ? Array.from(target.codes) : []
    expect([0, 1, 2].map((code) => codes.filter((other) => other === code).length)).toEqual([140, 20, 40])
  })

  it('varies in few directions: columns depend on each other', () => {
    const columns = columnsOf({ ...small, n: 2000 }).map(standardized)
    const correlations = columns.flatMap((a, i) => columns.slice(i + 1).map((b) => Math.abs(product(a, b))))
    expect(Math.max(...correlations)).toBeGreaterThan(0.8)
  })
})

describe('twins', () => {
  it.each([
    ['twin-social', 400, 3, 143],
    ['twin-bank', 10_000, 13, 2037],
    ['twin-spotify', 114_000, 23, 57_000],
    ['twin-loan', 45_000, 12, 4500],
    ['twin-pima', 768, 8, 268],
  ])('%s has the shape and share of the published study', (name, n, d, positives) => {
    const recipe = twinRecipe(name)
    expect(recipe).toMatchObject({ n, d })
    expect(n - Math.round((recipe?.shares[0] ?? 0) * n)).toBe(positives)
  })

  it('are no other names', () => {
    expect(twinRecipe('twin-moon')).toBeUndefined()
    expect(TWIN_NAMES.length).toBe(5)
  })
})

function standardized(values: Float64Array): Float64Array {
  const mean = values.reduce((sum, x) => sum + x, 0) / values.length
  const norm = Math.sqrt(values.reduce((sum, x) => sum + (x - mean) ** 2, 0))
  return values.map((x) => (x - mean) / norm)
}

function product(a: Float64Array, b: Float64Array): number {
  return a.reduce((sum, x, i) => sum + x * b[i], 0)
}
