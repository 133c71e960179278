import { hasOneOrder } from './candidates.ts'
import type { Closeness, RowGrade } from './cell-tally.ts'
import type { CellAnswers, DeclaredForm } from './grade.ts'
import { type GradedRow, isPlainCount } from './graded-row.ts'
import { UNIT_ROUNDOFF } from './metrics/distance-metric.ts'
import type { CheckedList, NeighborList } from './neighbor-list.ts'
import { type Ballot, castBallot, electableLabels, type VoteRule } from './vote.ts'

/** One row of one cell; everything a grade depends on but the neighbors. */
export interface RowContext {
  readonly cell: CellAnswers
  readonly declared: DeclaredForm
  readonly seen: GradedRow
  readonly y_train: Int32Array
  readonly n_classes: number
}

/** Grades a row by the neighbors the engine returned: first the list, then the label that it elects. */
export function gradeByNeighbors(context: RowContext, list: NeighborList, checked: CheckedList): RowGrade {
  const k = context.cell.n_neighbors
  const wrong = checked.firstWrong(k)
  if (wrong) return { wrong }
  const grade = gradeLabel(context, (rule) => labelsFromList(context, list, rule))
  if (grade.wrong) return grade
  const closeness = lessClose(grade.closeness, listCloseness(checked, k))
  return { ...grade, closeness, isTied: grade.isTied || checked.sameIndices < k }
}

/** Grades a row by its label alone. */
export function gradeByLabel(context: RowContext): RowGrade {
  const { cell, declared, seen } = context
  return gradeLabel(context, (rule) => seen.admissible(cell, declared, rule))
}

function gradeLabel(context: RowContext, admissibleUnder: (rule: VoteRule) => readonly number[]): RowGrade {
  const { cell, declared, seen } = context
  const label = cell.labels[seen.row]
  const admissible = admissibleUnder(declared.vote)
  if (!admissible.includes(label)) return { wrong: { kind: 'wrong-label', row: seen.row, label, admissible } }
  const isOtherVote = declared.vote !== 'smallest-label' && !admissibleUnder('smallest-label').includes(label)
  const closeness = labelCloseness(context, label)
  return { closeness, isTied: closeness !== 'identical', isAmbiguous: admissible.length > 1, isOtherVote }
}

/**
 * Where every engine has the same neighbors, the returned ones elect the label and only the rounding of the
 * vote is open; elsewhere the engine may have cut the tie otherwise for this k than for the list, and any
 * admissible cut is right.
 */
function labelsFromList(context: RowContext, list: NeighborList, rule: VoteRule): readonly number[] {
  const { cell, declared, seen, n_classes } = context
  const k = cell.n_neighbors
  const needsNoList =
    isPlainCount(cell, rule) ||
    !seen.hasOneNeighborSet(k, declared) ||
    (rule === 'first-to-reach' && !hasOneOrder(seen.candidates(declared), k))
  if (needsNoList) return seen.admissible(cell, declared, rule)
  const unitRoundoff = UNIT_ROUNDOFF[declared.dtype]
  return electableLabels(returnedBallot(context, list), { n_classes, rule, unitRoundoff })
}

function returnedBallot({ cell, y_train }: RowContext, list: NeighborList): Ballot {
  const labels = list.indices.subarray(0, cell.n_neighbors).map((index) => y_train[index])
  return castBallot({ labels, distances: list.distances }, cell.n_neighbors, cell.weights)
}

export function listCloseness(checked: CheckedList, k: number): Closeness {
  if (checked.sameBits < k || checked.sameValues < k) return 'epsilon-equivalent'
  return checked.sameIndices < k ? 'tie-equivalent' : 'identical'
}

function labelCloseness({ cell, declared, seen }: RowContext, label: number): Closeness {
  if (label === seen.ownLabel(cell, declared.vote)) return 'identical'
  const isTie =
    seen.hasExactTie(cell.n_neighbors, declared.vote) &&
    seen.admissibleByTies(cell, declared.vote).includes(label)
  return isTie ? 'tie-equivalent' : 'epsilon-equivalent'
}

export function lessClose(one: Closeness, other: Closeness): Closeness {
  if (one === 'epsilon-equivalent' || other === 'epsilon-equivalent') return 'epsilon-equivalent'
  return one === 'identical' ? other : one
}
