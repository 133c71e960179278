import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { accuracy } from '../../src/metrics/accuracy.ts'
import type { Average } from '../../src/metrics/average.ts'
import { confusionMatrix } from '../../src/metrics/confusion-matrix.ts'
import { f1 } from '../../src/metrics/f1.ts'
import { precision } from '../../src/metrics/precision.ts'
import { recall } from '../../src/metrics/recall.ts'
import { rocAuc } from '../../src/metrics/roc-auc.ts'
import type { Score, ScoreInput } from '../../src/metrics/score.ts'

interface Fixture {
  readonly cases: readonly {
    readonly name: string
    readonly n_classes: number
    readonly positive: number
    readonly y_true: readonly number[]
    readonly y_pred: readonly number[]
    readonly probabilities: readonly number[]
    readonly expected: {
      readonly confusion: readonly number[]
      readonly accuracy: number
      readonly precision: Record<Average, number>
      readonly recall: Record<Average, number>
      readonly f1: Record<Average, number>
      readonly roc_auc: number | null
    }
  }[]
}

const file = new URL('../fixtures/metrics/scores.json', import.meta.url)
const fixture: Fixture = JSON.parse(readFileSync(file, 'utf8'))
const AVERAGES = ['binary', 'macro', 'weighted'] as const
const RATIOS = { precision, recall, f1 }

function near(score: Score, expected: number): void {
  expect(score.defined ? Math.abs(score.value - expected) : score).toBeLessThanOrEqual(1e-14)
}

describe.each(fixture.cases)('scores equal scikit-learn: $name', (entry) => {
  const input: ScoreInput = {
    y_true: Int32Array.from(entry.y_true),
    y_pred: Int32Array.from(entry.y_pred),
    probabilities: Float64Array.from(entry.probabilities),
    n_classes: entry.n_classes,
    positive: entry.positive,
  }

  test('confusion matrix', () => {
    expect([...confusionMatrix(input).counts]).toEqual(entry.expected.confusion)
  })

  test('accuracy', () => near(accuracy(input), entry.expected.accuracy))

  for (const name of ['precision', 'recall', 'f1'] as const)
    test.each(AVERAGES)(`${name}, %s`, (average) => {
      near(RATIOS[name](input, average), entry.expected[name][average])
    })

  test('ROC-AUC', () => {
    if (entry.expected.roc_auc === null) expect(rocAuc(input)).toMatchObject({ defined: false })
    else near(rocAuc(input), entry.expected.roc_auc)
  })
})
