import { admissibleLabels } from './admissible-labels.ts'
import type { Bounds, Candidates } from './candidates.ts'
import type { CellAnswers, GradingCase } from './grade.ts'
import { type Arithmetic, type DistanceMetric, UNIT_ROUNDOFF } from './metrics/distance-metric.ts'
import type { OracleRow } from './oracle.ts'
import { remembered } from './remembered.ts'
import { arithmeticKey, SeenRow } from './seen-row.ts'
import { castBallot, electedLabel, type VoteRule } from './vote.ts'

type Cell = Pick<CellAnswers, 'n_neighbors' | 'weights'>

/** One scored row of a classification: what its neighbors elect. */
export class GradedRow extends SeenRow {
  readonly #graded: GradingCase

  constructor(graded: GradingCase, metric: DistanceMetric, row: number, oracle: OracleRow) {
    super(graded, metric, row, oracle)
    this.#graded = graded
  }

  readonly candidates = remembered(
    (arithmetic: Arithmetic): Candidates => this.#labeled(this.bounds(arithmetic)),
    arithmeticKey,
  )

  /** The label that the oracle's own neighbors elect. */
  readonly ownLabel = remembered((cell: Cell, rule: VoteRule): number => {
    const distances = this.oracle.values.slice(0, cell.n_neighbors).map(this.metric.distance)
    const voters = { labels: this.#ties().labels, distances }
    return electedLabel(castBallot(voters, cell.n_neighbors, cell.weights), this.#graded.n_classes, rule)
  }, cellKey)

  /** The labels that honest engines of this arithmetic and vote may give. */
  readonly admissible = remembered(
    (cell: Cell, arithmetic: Arithmetic, rule: VoteRule): readonly number[] => {
      // Most rows by far: a count of the same neighbors has one result.
      const isSettled = isPlainCount(cell, rule) && this.hasOneNeighborSet(cell.n_neighbors, arithmetic)
      if (isSettled) return [this.ownLabel(cell, rule)]
      return this.#admissibleAmong(this.candidates(arithmetic), cell, rule, arithmetic.dtype)
    },
    (cell, arithmetic, rule) => `${cellKey(cell, rule)} ${arithmeticKey(arithmetic)}`,
  )

  /** The labels that some choice among equal values elects. */
  readonly admissibleByTies = remembered(
    (cell: Cell, rule: VoteRule): readonly number[] =>
      this.#admissibleAmong(this.#ties(), cell, rule, 'float64'),
    cellKey,
  )

  /** Whether equal values leave the neighbors open, or for `first-to-reach` their order. */
  hasExactTie(k: number, rule: VoteRule): boolean {
    const { values } = this.oracle
    const from = rule === 'first-to-reach' ? 1 : k
    for (let i = from; i <= k && i < values.length; i++) if (values[i] === values[i - 1]) return true
    return false
  }

  /** The candidates with the oracle's own values: only equal ones can change places. */
  readonly #ties = remembered(
    (): Candidates => this.#labeled(this.exact()),
    () => '',
  )

  #labeled(bounds: Bounds): Candidates {
    const { y_train } = this.#graded
    return { ...bounds, labels: Int32Array.from(this.oracle.indices, (index) => y_train[index]) }
  }

  #admissibleAmong(
    candidates: Candidates,
    cell: Cell,
    rule: VoteRule,
    dtype: Arithmetic['dtype'],
  ): readonly number[] {
    const { distance } = this.metric
    const { n_classes } = this.#graded
    return admissibleLabels(candidates, {
      ...cell,
      rule,
      n_classes,
      distance,
      unitRoundoff: UNIT_ROUNDOFF[dtype],
    })
  }
}

/** Whether the vote depends only on who the neighbors are, not on their distances or order. */
export function isPlainCount({ weights }: Pick<Cell, 'weights'>, rule: VoteRule): boolean {
  return weights === 'uniform' && rule === 'smallest-label'
}

function cellKey({ n_neighbors, weights }: Cell, rule: VoteRule): string {
  return `${n_neighbors} ${weights} ${rule}`
}
