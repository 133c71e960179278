import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { rocAuc } from '../../src/metrics/roc-auc.ts'
import { type RocPoint, rocCurve } from '../../src/metrics/roc-curve.ts'

interface Case {
  readonly name: string
  readonly y_true: number[]
  readonly score: number[]
  readonly expected: {
    readonly thresholds: (number | null)[]
    readonly fpr: number[]
    readonly tpr: number[]
  }
}

const { cases }: { readonly cases: Case[] } = JSON.parse(
  readFileSync(new URL('../fixtures/metrics/roc-curves.json', import.meta.url), 'utf8'),
)

function curveOf({ y_true, score }: Pick<Case, 'y_true' | 'score'>): RocPoint[] {
  const curve = rocCurve({ is_positive: y_true.map((label) => label === 1), probability: score })
  if (curve === undefined) throw new Error('no curve')
  return curve
}

describe.each(cases)('$name', ({ expected, ...rows }) => {
  test('has the points of scikit-learn', () => {
    const curve = curveOf(rows)
    expect(curve.map(({ threshold }) => threshold ?? null)).toEqual(expected.thresholds)
    const close = (found: number[], wanted: number[]) => {
      expect(found).toHaveLength(wanted.length)
      for (const [i, value] of found.entries()) expect(value).toBeCloseTo(wanted[i], 12)
    }
    close(
      curve.map(({ false_positive_rate }) => false_positive_rate),
      expected.fpr,
    )
    close(
      curve.map(({ true_positive_rate }) => true_positive_rate),
      expected.tpr,
    )
  })
})

test('the area under it is the ROC-AUC', () => {
  const row = fc.record({ label: fc.integer({ min: 0, max: 1 }), votes: fc.integer({ min: 0, max: 5 }) })
  fc.assert(
    fc.property(fc.array(row, { minLength: 2, maxLength: 50 }), (drawn) => {
      fc.pre(new Set(drawn.map(({ label }) => label)).size === 2)
      const y_true = drawn.map(({ label }) => label)
      const score = drawn.map(({ votes }) => votes / 5)
      const curve = curveOf({ y_true, score })
      const area = curve.slice(1).reduce((sum, point, i) => {
        const width = point.false_positive_rate - curve[i].false_positive_rate
        return sum + (width * (point.true_positive_rate + curve[i].true_positive_rate)) / 2
      }, 0)
      const codes = Int32Array.from(y_true)
      const probabilities = Float64Array.from(score.flatMap((one) => [1 - one, one]))
      const auc = rocAuc({ y_true: codes, y_pred: codes, probabilities, n_classes: 2, positive: 1 })
      expect(auc.defined && auc.value).toBeCloseTo(area, 12)
    }),
  )
})

test('there is none without a row on each side, or with a probability that is no number', () => {
  expect(rocCurve({ is_positive: [true, true], probability: [0.2, 0.4] })).toBeUndefined()
  expect(rocCurve({ is_positive: [false], probability: [0.2] })).toBeUndefined()
  expect(rocCurve({ is_positive: [], probability: [] })).toBeUndefined()
  expect(rocCurve({ is_positive: [true, false], probability: [0.2, Number.NaN] })).toBeUndefined()
})

test('a probability that is missing is an error of the caller', () => {
  expect(() => rocCurve({ is_positive: [true, false], probability: [0.2] })).toThrow(RangeError)
})
