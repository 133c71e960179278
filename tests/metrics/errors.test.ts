import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { ERROR_SCORES, isError } from '../../src/metrics/scores.ts'

interface Fixture {
  readonly cases: readonly {
    readonly name: string
    readonly y_true: readonly number[]
    readonly y_pred: readonly number[]
    readonly expected: { readonly rmse: number; readonly mae: number; readonly r2: number | null }
  }[]
}

const file = new URL('../fixtures/metrics/errors.json', import.meta.url)
const { cases }: Fixture = JSON.parse(readFileSync(file, 'utf8'))

describe.each(cases)('scores of a regression equal scikit-learn: $name', ({ y_true, y_pred, expected }) => {
  const input = { y_true: Float64Array.from(y_true), y_pred: Float64Array.from(y_pred) }

  test.each(['rmse', 'mae', 'r2'] as const)('%s', (name) => {
    const score = ERROR_SCORES[name](input)
    const known = expected[name]
    if (known === null) return expect(score).toEqual({ defined: false, reason: { code: 'one-row' } })
    if (!score.defined) throw new Error(score.reason.code)
    expect(Math.abs(score.value - known)).toBeLessThanOrEqual(1e-12 * Math.max(1, Math.abs(known)))
  })
})

test('without rows, and beyond the largest number, there is none', () => {
  const empty = { y_true: new Float64Array(0), y_pred: new Float64Array(0) }
  const huge = { y_true: Float64Array.of(1e200, -1e200), y_pred: Float64Array.of(-1e200, 1e200) }
  for (const score of Object.values(ERROR_SCORES))
    expect(score(empty)).toEqual({ defined: false, reason: { code: 'no-rows' } })
  expect(ERROR_SCORES.rmse(huge)).toEqual({ defined: false, reason: { code: 'overflow' } })
})

test('less error is better, and more R²', () => {
  expect((['rmse', 'mae', 'r2', 'accuracy'] as const).map(isError)).toEqual([true, true, false, false])
})
