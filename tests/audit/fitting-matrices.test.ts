import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fittingMatrices } from '../../src/audit/fitting-matrices.ts'
import { printed } from '../../src/audit/printed.ts'

const share = fc.integer({ min: 0, max: 100 }).map((hundredths) => printed((hundredths / 100).toFixed(2)))

/** Every matrix of `rows` rows, one by one. */
function positivesByTrial(rows: number, accuracy: Band, precision: Band, recall: Band): Set<number> {
  const found = new Set<number>()
  for (let tp = 0; tp <= rows; tp++)
    for (let fp = 0; tp + fp <= rows; fp++)
      for (let fn = 0; tp + fp + fn <= rows; fn++) {
        const ratio = (of: number) => (of === 0 ? 0 : tp / of)
        const fits =
          holds(accuracy, (rows - fp - fn) / rows) &&
          holds(precision, ratio(tp + fp)) &&
          holds(recall, ratio(tp + fn))
        if (fits) found.add(tp + fn)
      }
  return found
}

interface Band {
  readonly low: number
  readonly high: number
}

function holds({ low, high }: Band, value: number): boolean {
  return value >= low - 1e-9 && value <= high + 1e-9
}

test('exactly the numbers of positive rows that some matrix has', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 24 }), share, share, share, (rows, accuracy, precision, recall) => {
      const fit = fittingMatrices({ rows, accuracy, precision, recall })
      const found = fit === undefined ? [] : [...fit.positives.keys()].filter((i) => fit.positives[i] === 1)
      const expected = [...positivesByTrial(rows, accuracy, precision, recall)].sort((a, b) => a - b)
      expect(found).toEqual(expected)
    }),
    { numRuns: 400 },
  )
})

test('the matrix that is shown has the scores', () => {
  const triple = {
    rows: 80,
    accuracy: printed('0.8750'),
    precision: printed('0.8571'),
    recall: printed('0.9000'),
  }
  const fit = fittingMatrices(triple)
  expect(fit?.first).toEqual({ tp: 36, fp: 6, fn: 4 })
})

test('no matrix has a precision of 0.8421 and a recall of 0.9412 at 71 of 80', () => {
  const triple = {
    rows: 80,
    accuracy: printed('0.8875'),
    precision: printed('0.8421'),
    recall: printed('0.9412'),
  }
  expect(fittingMatrices(triple)).toBeUndefined()
})
