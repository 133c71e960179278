import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { SCORES } from '../../src/metrics/scores.ts'

const folder = new URL('../../src/metrics/', import.meta.url)

test('the index scores one prediction under the column names of the report', () => {
  const y_true = Int32Array.of(0, 1, 1, 0)
  const y_pred = Int32Array.of(0, 1, 0, 0)
  const probabilities = Float64Array.of(1, 0, 0, 1, 0.5, 0.5, 0.5, 0.5)
  const input = { y_true, y_pred, probabilities, n_classes: 2, positive: 1 }
  const values = Object.entries(SCORES).map(([name, score]) => [name, score(input)])
  expect(Object.fromEntries(values)).toEqual({
    accuracy: { defined: true, value: 0.75 },
    precision: { defined: true, value: 1 },
    recall: { defined: true, value: 0.5 },
    f1: { defined: true, value: 2 / 3 },
    roc_auc: { defined: true, value: 0.875 },
  })
})

test('every file that exports a score is in the index', () => {
  const scores = readdirSync(folder)
    .filter((name) =>
      /export function \w+\(input: ScoreInput/.test(readFileSync(new URL(name, folder), 'utf8')),
    )
    .map((name) => name.replace('.ts', '').replace('-', '_'))
  expect(scores.sort()).toEqual(Object.keys(SCORES).sort())
})
