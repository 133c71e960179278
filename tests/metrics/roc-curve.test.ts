import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { rocAuc } from '../../src/metrics/roc-auc.ts'
import { type RocPoint, rocCurve } from '../../src/metrics/roc-curve.ts'
import type { ScoreInput } from '../../src/metrics/score.ts'

interface Curve {
  readonly fpr: readonly number[]
  readonly tpr: readonly number[]
  readonly thresholds: readonly (number | null)[]
}

function read(name: string) {
  return JSON.parse(readFileSync(new URL(`../fixtures/metrics/${name}`, import.meta.url), 'utf8'))
}

const inputs = new Map<string, ScoreInput>(
  read('scores.json').cases.map((one: { name: string; y_true: number[]; probabilities: number[] }) => [
    one.name,
    { ...one, y_true: Int32Array.from(one.y_true), probabilities: Float64Array.from(one.probabilities) },
  ]),
)
const cases: { name: string; curves: (Curve | null)[] }[] = read('roc.json').cases

function inputOf(name: string): ScoreInput {
  const input = inputs.get(name)
  if (input === undefined) throw new Error(`no case ${name}`)
  return input
}

describe.each(cases)('curves equal scikit-learn: $name', ({ name, curves }) => {
  test.each(curves.map((curve, code) => ({ curve, code })))('class $code', ({ curve, code }) => {
    const found = rocCurve(inputOf(name), code)
    if (curve === null || !found.defined) {
      expect([curve, found]).toEqual([null, expect.objectContaining({ defined: false })])
      return
    }
    expect(found.points.map((point) => point.threshold ?? null)).toEqual(curve.thresholds)
    expect(found.points.map((point) => point.false_positive_rate)).toEqual(curve.fpr)
    expect(found.points.map((point) => point.true_positive_rate)).toEqual(curve.tpr)
  })
})

/** By trapezoids. */
function area(points: readonly RocPoint[]): number {
  return points.slice(1).reduce((sum, { false_positive_rate: x, true_positive_rate: y }, i) => {
    const before = points[i]
    return sum + ((x - before.false_positive_rate) * (y + before.true_positive_rate)) / 2
  }, 0)
}

test('the area under a curve is the ROC-AUC', () => {
  for (const name of ['binary', 'binary, 3 votes', 'binary, imbalanced 95:5']) {
    const auc = rocAuc(inputOf(name))
    const curve = rocCurve(inputOf(name), 1)
    expect(curve.defined && auc.defined ? area(curve.points) - auc.value : 1).toBeCloseTo(0, 12)
  }
})

test('says why there is no curve', () => {
  const { y_true, probabilities = new Float64Array(), ...rest } = inputOf('binary')
  const labels = { ...rest, y_true }
  expect(rocCurve(labels, 1)).toEqual({ defined: false, reason: { code: 'no-probabilities' } })
  expect(rocCurve({ ...labels, y_true: new Int32Array(), probabilities: new Float64Array() }, 1)).toEqual({
    defined: false,
    reason: { code: 'no-rows' },
  })
  const broken = probabilities.with(3, Number.NaN)
  expect(rocCurve({ ...labels, probabilities: broken }, 1)).toEqual({
    defined: false,
    reason: { code: 'not-finite', row: 1, class: 1 },
  })
  expect(() => rocCurve({ ...labels, probabilities: probabilities.subarray(1) }, 1)).toThrow(RangeError)
})
