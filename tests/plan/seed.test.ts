import fc from 'fast-check'
import { expect, test } from 'vitest'
import { deriveSeed, shuffle } from '../../src/plan/seed.ts'

test('a derived seed is a whole number below 2³¹', () => {
  fc.assert(
    fc.property(fc.integer(), fc.string(), (seed, word) => {
      const derived = deriveSeed(seed, word)
      expect(Number.isInteger(derived)).toBe(true)
      expect(derived).toBeGreaterThanOrEqual(0)
      expect(derived).toBeLessThan(2 ** 31)
    }),
  )
})

test('seed and each word change what is derived, and words do not run together', () => {
  const all = [deriveSeed(1, 'a', 'b'), deriveSeed(2, 'a', 'b'), deriveSeed(1, 'a', 'c'), deriveSeed(1, 'ab')]
  expect(new Set(all).size).toBe(4)
  expect(deriveSeed(1, 'a', 'b')).toBe(all[0])
})

test('shuffling keeps the items and leaves the input as it was', () => {
  fc.assert(
    fc.property(fc.array(fc.integer()), fc.nat(), (items, seed) => {
      const before = [...items]
      const shuffled = shuffle(items, seed)
      expect(items).toEqual(before)
      expect([...shuffled].sort((a, b) => a - b)).toEqual(before.sort((a, b) => a - b))
    }),
  )
})

test('every order of three items comes up about equally often', () => {
  const found = new Map<string, number>()
  for (let seed = 0; seed < 6000; seed++) {
    const order = shuffle(['a', 'b', 'c'], deriveSeed(seed)).join('')
    found.set(order, (found.get(order) ?? 0) + 1)
  }
  expect(found.size).toBe(6)
  // Binomial(6000, 1/6): sd 29, so five of them around 1000.
  for (const count of found.values()) expect(Math.abs(count - 1000)).toBeLessThan(145)
})
