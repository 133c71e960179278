import { expect, test } from 'vitest'
import { caseScorer, scoreValue } from '../../src/report/scores.ts'
import { RECORDS } from '../ledger/records.ts'

const ANSWERS: Readonly<Record<string, readonly number[]>> = {
  'y-test': [0, 0, 0, 1, 1],
  'rows-of-the-case': [0, 1, 2],
  'other-rows': [4, 0, 3],
  'rows-of-another-test-part': [4, 0, 5],
  'all-rows': [0, 1, 2, 3, 4],
  labels: [1, 0, 1],
  'no-such-class': [1, 0, 2],
}
const facts = RECORDS.data({
  classes: ['no', 'yes'],
  positive: 'yes',
  y_test: 'y-test',
  score_rows: 'rows-of-the-case',
})
const scorer = caseScorer(facts, (sha256) => {
  const data = Int32Array.from(ANSWERS[sha256])
  return { shape: [data.length], data }
})

function accuracy(score_rows: string, labels = 'labels'): number | undefined {
  return scoreValue(scorer.scores({ score_rows, labels, probabilities: null }), 'accuracy')
}

test('answers are scored against the rows that were graded, in their order, not those the case now scores', () => {
  expect(accuracy('other-rows')).toBe(1)
  expect(accuracy('rows-of-the-case')).toBeCloseTo(1 / 3, 12)
})

test('rows of another test part, and of another number, have no scores', () => {
  expect(accuracy('rows-of-another-test-part')).toBeUndefined()
  expect(accuracy('all-rows')).toBeUndefined()
})

test('labels that the dataset does not have give no scores, and no exception', () => {
  expect(accuracy('other-rows', 'no-such-class')).toBeUndefined()
})
