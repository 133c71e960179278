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

test('what a file proposes is shown safely', () => {
  expect(didYouMean('red', ['\u001b[31mred', 'red\u202e'])).toBe(' Did you mean "red\\u202e"?')
})

test('thousands of names of a thousand letters are no work', () => {
  const known = Array.from({ length: 5000 }, (_, i) => 'x'.repeat(1000) + i)
  expect(didYouMean('x'.repeat(1000), known)).toBe('')
  expect(didYouMean('x', [...known, 'y'])).toBe('')
})
