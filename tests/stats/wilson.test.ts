import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { wilsonInterval } from '../../src/stats/wilson.ts'

interface Case {
  readonly hits: number
  readonly trials: number
  readonly level: number
  readonly low: number
  readonly high: number
}

const { cases }: { readonly cases: readonly Case[] } = JSON.parse(
  readFileSync(new URL('../fixtures/stats/wilson.json', import.meta.url), 'utf8'),
)

test.each(cases)('$hits of $trials at $level is as SciPy has it', ({ hits, trials, level, low, high }) => {
  const found = wilsonInterval(hits, trials, level)
  expect(found.defined && found.value.low).toBeCloseTo(low, 12)
  expect(found.defined && found.value.high).toBeCloseTo(high, 12)
})

test('nothing is known without a trial', () => {
  expect(wilsonInterval(0, 0, 0.95)).toEqual({ defined: false, reason: 'too-few-values' })
})

test.each([
  [3, 2, 0.95],
  [-1, 2, 0.95],
  [0.5, 2, 0.95],
  [1, 2, 1],
])('%d of %d at %d is an error of the caller', (hits, trials, level) => {
  expect(() => wilsonInterval(hits, trials, level)).toThrow(RangeError)
})
