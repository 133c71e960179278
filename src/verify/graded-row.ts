import { admissibleLabels } from './admissible-labels.ts'
import { type Candidates, candidatesWithin, hasOneNeighborSet } from './candidates.ts'
import type { CellAnswers, GradingCase } from './grade.ts'
import { type Arithmetic, type DistanceMetric, UNIT_ROUNDOFF } from './metrics/distance-metric.ts'
import { matrixRow, type OracleRow } from './oracle.ts'
import { remembered } from './remembered.ts'
import { castBallot, electedLabel, type VoteRule } from './vote.ts'

type Cell = Pick<CellAnswers, 'n_neighbors' | 'weights'>

/**
 * Where an honest engine's value of one pair is: from `low` to `high`, `epsilon` either way of the oracle's
 * `value`.
 */
interface ValueRange {
  readonly value: number
  readonly epsilon: number
  readonly low: number
  readonly high: number
}

/**
 * One scored row with everything the oracle knows of it, worked out when first asked for and shared by all
 * engines.
 */
export class GradedRow {
  readonly row: number
  readonly oracle: OracleRow
  readonly #graded: GradingCase
  readonly #metric: DistanceMetric
  readonly #query: Float64Array
  /** Training row → position among the candidates. */
  readonly #positionOf: ReadonlyMap<number, number>

  constructor(graded: GradingCase, metric: DistanceMetric, row: number, oracle: OracleRow) {
    this.row = row
    this.oracle = oracle
    this.#graded = graded
    this.#metric = metric
    this.#query = matrixRow(graded.X_score, row)
    this.#positionOf = new Map(Array.from(oracle.indices, (index, position) => [index, position]))
  }

  /** The oracle's value of any training row. */
  value(index: number): number {
    const position = this.#positionOf.get(index)
    if (position !== undefined) return this.oracle.values[position]
    return this.#metric.value(this.#graded.X_train, index, this.#query)
  }

  /** The same with what an engine of this arithmetic may have instead. */
  range(index: number, arithmetic: Arithmetic): ValueRange {
    const value = this.value(index)
    const scale = this.#metric.scale(this.#graded.X_train, index, this.#query, value)
    const epsilon = this.#metric.epsilon(scale, arithmetic)
    return { value, epsilon, low: Math.max(0, value - epsilon), high: value + epsilon }
  }

  readonly candidates = remembered((arithmetic: Arithmetic): Candidates => {
    const { indices } = this.oracle
    return candidatesWithin(
      this.oracle,
      this.#graded.y_train,
      (i) => this.range(indices[i], arithmetic).epsilon,
    )
  }, arithmeticKey)

  /** Positions of the candidates, ascending by the greatest value an engine may have for them. */
  readonly byHigh = remembered((arithmetic: Arithmetic): Int32Array => {
    const { high } = this.candidates(arithmetic)
    return Int32Array.from(high.keys()).sort((a, b) => high[a] - high[b])
  }, arithmeticKey)

  /** Whether every engine of this arithmetic returns the same k neighbors. */
  readonly hasOneNeighborSet = remembered(
    (k: number, arithmetic: Arithmetic): boolean => hasOneNeighborSet(this.candidates(arithmetic), k),
    (k, arithmetic) => `${k} ${arithmeticKey(arithmetic)}`,
  )

  /** The label that the oracle's own neighbors elect. */
  readonly ownLabel = remembered((cell: Cell, rule: VoteRule): number => {
    const distances = this.oracle.values.slice(0, cell.n_neighbors).map(this.#metric.distance)
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
    (): Candidates => candidatesWithin(this.oracle, this.#graded.y_train, () => 0),
    () => '',
  )

  #admissibleAmong(
    candidates: Candidates,
    cell: Cell,
    rule: VoteRule,
    dtype: Arithmetic['dtype'],
  ): readonly number[] {
    const { distance } = this.#metric
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

function arithmeticKey({ dtype, form }: Arithmetic): string {
  return `${dtype} ${form}`
}

function cellKey({ n_neighbors, weights }: Cell, rule: VoteRule): string {
  return `${n_neighbors} ${weights} ${rule}`
}
