import { describe, expect, it } from 'vitest'
import { InputError } from '../../src/config/input-error.ts'
import { RandomState } from '../../src/data/mt19937.ts'
import { packed, readSplitFixture } from './fixture-splits.ts'

describe.each(readSplitFixture().streams)('RandomState($seed)', (expected) => {
  const fresh = () => new RandomState(expected.seed)

  it('gives the uniform numbers of NumPy', () => {
    const random = fresh()
    expect(expected.random.map(() => random.random())).toEqual(expected.random)
  })

  it('gives the bounded integers of NumPy', () => {
    const random = fresh()
    expect(expected.randint.map(() => random.randint(3, 1003))).toEqual(expected.randint)
  })

  it('gives bounded integers over more than 31 bits', () => {
    expect([fresh().randint(0, 2 ** 32), fresh().randint(0, 2 ** 31 + 5)]).toEqual(expected.randint_large)
  })

  it('gives the permutations of NumPy', () => {
    expect(Array.from(fresh().permutation(30))).toEqual(expected.permutation)
    expect(packed(fresh().permutation(100_000))).toBe(expected.permutation_large)
  })

  it('chooses without replacement as NumPy does', () => {
    const values = Int32Array.from({ length: 20 }, (_, i) => 100 + i)
    expect(Array.from(fresh().choice(values, 6))).toEqual(expected.choice)
  })
})

it.each([-1, 1.5, 2 ** 32, Number.NaN])('refuses the seed %s and names the limits', (seed) => {
  expect(() => new RandomState(seed)).toThrow(InputError)
  expect(() => new RandomState(seed)).toThrow('allowed: integers from 0 to 4294967295')
})
