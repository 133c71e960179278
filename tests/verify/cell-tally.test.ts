import { expect, test } from 'vitest'
import { cellTally } from '../../src/verify/cell-tally.ts'
import type { CellGrade } from '../../src/verify/grade.ts'

/** The grade of a cell of `rows` right rows, the first `ambiguous` of them with more than one right label. */
function gradeOf(rows: number, ambiguous: number): CellGrade {
  const tally = cellTally({ n_neighbors: 5, weights: 'uniform', labels: new Int32Array(rows) }, 'labels')
  for (let row = 0; row < rows; row++) {
    tally.add(row, {
      closeness: 'identical',
      isTied: false,
      isAmbiguous: row < ambiguous,
      isOtherVote: false,
    })
  }
  return tally.finish()
}

test.each([
  [100, 1],
  [200, 2],
  [1000, 10],
])('of %i rows, %i ambiguous ones are 1 %%: labels still decide', (rows, ambiguous) => {
  expect(gradeOf(rows, ambiguous).grade).toBe('labels-agree')
})

test.each([
  [99, 1],
  [100, 2],
  [1000, 11],
])('of %i rows, %i ambiguous ones are more than 1 %%: undecidable', (rows, ambiguous) => {
  expect(gradeOf(rows, ambiguous).grade).toBe('undecidable')
})
