import type { CellAnswers, DeclaredForm, FirstWrong } from './grade.ts'
import type { GradedRow } from './graded-row.ts'
import { UNIT_ROUNDOFF } from './metrics/distance-metric.ts'
import { columnFault, type ListContext, type NeighborList } from './neighbor-list.ts'
import { castBallot, electableLabels, type VoteRule } from './vote.ts'

/** What a valid list of k neighbors of one row is worth. */
export interface ListQuality {
  /** Columns within ε of the k-th true distance. */
  readonly recalled: number
  /** Σ distances returned / Σ true distances; undefined where only the true ones are all 0. */
  readonly ratio: number | undefined
}

export type ApproximateList = { readonly wrong: FirstWrong } | ({ readonly wrong?: undefined } & ListQuality)

/**
 * Checks the neighbors an approximate engine returned for one row, and says how good they are. They need not be the
 * nearest, but k distinct rows, each at its own distance within ε (design §9).
 *
 * A neighbor is found if its value − ε is at most the k-th true value + ε: whatever is tied with the k-th neighbor
 * in the engine's arithmetic counts, as it does in ann-benchmarks (Aumüller, Bernhardsson and Faithfull 2020,
 * Inf. Syst. 87:101374), where the margin is a constant instead. What the engine reports has no part in it.
 */
export function checkApproximateList(list: NeighborList, context: ListContext): ApproximateList {
  const k = list.indices.length
  const columnOf = new Map<number, number>()
  for (let column = 0; column < k; column++) {
    const fault = columnFault(list, column, columnOf, context)
    if (fault) return { wrong: fault(k) }
    columnOf.set(list.indices[column], column)
  }
  const { seen, arithmetic } = context
  const limit = seen.range(seen.oracle.indices[k - 1], arithmetic).high
  const found = list.indices.filter((index) => seen.range(index, arithmetic).low <= limit)
  return { recalled: found.length, ratio: distanceRatio(list, context) }
}

/** Nearest first on both sides, so that rounding cannot make it less than 1. */
function distanceRatio(list: NeighborList, { seen, metric }: ListContext): number | undefined {
  const values = Float64Array.from(list.indices, (index) => seen.value(index)).sort()
  const total = (ofRows: Float64Array) => ofRows.reduce((sum, value) => sum + metric.distance(value), 0)
  const returned = total(values)
  const nearest = total(seen.oracle.values.subarray(0, values.length))
  if (returned === nearest) return 1
  const ratio = returned / nearest
  return Number.isFinite(ratio) ? ratio : undefined
}

/** The labels that the returned neighbors elect, rounding of the vote aside. */
export function labelsOfList(
  { n_neighbors, weights }: CellAnswers,
  list: NeighborList,
  voters: { readonly y_train: Int32Array; readonly n_classes: number; readonly dtype: DeclaredForm['dtype'] },
): (rule: VoteRule) => readonly number[] {
  const labels = list.indices.map((index) => voters.y_train[index])
  const ballot = castBallot({ labels, distances: list.distances }, n_neighbors, weights)
  const { n_classes, dtype } = voters
  return (rule) => electableLabels(ballot, { n_classes, rule, unitRoundoff: UNIT_ROUNDOFF[dtype] })
}

/** Whether an exact engine of this arithmetic and vote could give a label, and whether it could give another. */
export function labelAgreement(
  cell: CellAnswers,
  declared: DeclaredForm,
  seen: GradedRow,
): { readonly agrees: boolean; readonly isAmbiguous: boolean } {
  const admissible = seen.admissible(cell, declared, declared.vote)
  return { agrees: admissible.includes(cell.labels[seen.row]), isAmbiguous: admissible.length > 1 }
}
