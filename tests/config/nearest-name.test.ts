import { expect, test } from 'vitest'
import { didYouMean, nearestName } from '../../src/config/nearest-name.ts'

const NAMES = ['ts-brute', 'ts-kdtree', 'wine', 'metric']

test.each([
  ['ts-brut', 'ts-brute'],
  ['TS-Brute', 'ts-brute'],
  ['ts-bruet', 'ts-brute'],
  ['wnie', 'wine'],
  ['metrics', 'metric'],
  ['kdtree', undefined],
  ['zebra', undefined],
  ['x', undefined],
  ['', undefined],
])('the nearest of %j is %j', (name, nearest) => {
  expect(nearestName(name, NAMES)).toBe(nearest)
})

test('a question for a near name, nothing for a far one', () => {
  expect(didYouMean('wnie', NAMES)).toBe(' Did you mean "wine"?')
  expect(didYouMean('zebra', NAMES)).toBe('')
})
