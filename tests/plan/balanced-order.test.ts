import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { balancedOrders } from '../../src/plan/balanced-order.ts'

const seeds = fc.integer({ min: 0, max: 2 ** 31 - 1 })

/** Rounds of a full cycle: n rows of a Williams design for even n, 2n for odd n. */
function cycleLength(n: number): number {
  return n % 2 === 0 || n === 1 ? n : 2 * n
}

/** How often each pair of numbers occurs. */
function counts(pairs: readonly (readonly [number, number])[]): number[] {
  const found = new Map<string, number>()
  for (const pair of pairs) found.set(pair.join(), (found.get(pair.join()) ?? 0) + 1)
  return [...found.values()]
}

describe.each([2, 3, 4, 5, 6, 7, 8])('the orders of %i arms over a full cycle', (n) => {
  const cycle = cycleLength(n)

  test('place every arm in every position equally often', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const orders = balancedOrders(n, cycle, seed)
        const places = orders.flatMap((order) => order.map((arm, place) => [arm, place] as const))
        expect(counts(places)).toEqual(new Array(n * n).fill(cycle / n))
      }),
      { numRuns: 20 },
    )
  })

  test('let every arm follow every other arm equally often', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const orders = balancedOrders(n, cycle, seed)
        const followers = orders.flatMap((order) => order.slice(1).map((arm, i) => [order[i], arm] as const))
        expect(counts(followers)).toEqual(new Array(n * (n - 1)).fill(cycle / n))
      }),
      { numRuns: 20 },
    )
  })
})

test('every order holds every arm once, whatever the number of rounds', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 12 }),
      fc.integer({ min: 1, max: 40 }),
      seeds,
      (n, rounds, seed) => {
        const orders = balancedOrders(n, rounds, seed)
        expect(orders).toHaveLength(rounds)
        const arms = Array.from({ length: n }, (_, arm) => arm)
        for (const order of orders) expect([...order].sort((a, b) => a - b)).toEqual(arms)
      },
    ),
  )
})

test('positions differ by at most one cycle when the rounds end within a cycle', () => {
  const places = balancedOrders(6, 15, 1).flatMap((order) => order.map((arm, place) => [arm, place] as const))
  const found = counts(places)
  expect(Math.min(...found)).toBeGreaterThanOrEqual(2)
  expect(Math.max(...found)).toBeLessThanOrEqual(3)
})

test('the orders follow from the seed', () => {
  expect(balancedOrders(5, 20, 7)).toEqual(balancedOrders(5, 20, 7))
  expect(balancedOrders(5, 20, 7)).not.toEqual(balancedOrders(5, 20, 8))
})

test('more rounds keep the orders of the rounds before', () => {
  expect(balancedOrders(5, 30, 7).slice(0, 12)).toEqual(balancedOrders(5, 12, 7))
})

test('a case without arms has empty orders', () => {
  expect(balancedOrders(0, 2, 1)).toEqual([[], []])
})
