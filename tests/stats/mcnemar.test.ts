import { expect, test } from 'vitest'
import { mcnemar } from '../../src/stats/mcnemar.ts'
import { FURTHER_TESTS } from './further-tests-fixture.ts'
import { expectRelative } from './relative-error.ts'

function pOf(first_only: number, second_only: number): number {
  const result = mcnemar(first_only, second_only)
  if (!result.defined) throw new Error(result.reason)
  return result.value.p
}

test('p equals statsmodels, far into the tail and either way round', () => {
  for (const [first, second, p] of FURTHER_TESTS.mcnemar) {
    expectRelative(pOf(first, second), p, 1e-11)
    expect(pOf(second, first)).toBe(pOf(first, second))
  }
})

test('p is the sum over all counts at least as uneven', () => {
  for (let n = 1; n <= 25; n++) {
    let ways = 1 // of 0 successes among n
    let sum = 0
    for (let less = 0; 2 * less < n; less++) {
      sum += ways
      expectRelative(pOf(less, n - less), sum / 2 ** (n - 1))
      ways = (ways * (n - less)) / (less + 1)
    }
  }
})

test('classifiers that never differ have no test, and equal counts have p = 1', () => {
  expect(mcnemar(0, 0)).toEqual({ defined: false, reason: 'too-few-values' })
  expect(pOf(4, 4)).toBe(1)
})

test('what is no count is refused', () => {
  for (const count of [-1, 1.5, Number.NaN])
    expect(() => mcnemar(count, 1)).toThrow(
      new RangeError(`${count} cases; a count is a whole number from 0`),
    )
})
