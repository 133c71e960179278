import { type Bounds, boundsWithin, hasOneNeighborSet } from './candidates.ts'
import type { GradedRows } from './grade.ts'
import type { Arithmetic, DistanceMetric } from './metrics/distance-metric.ts'
import { matrixRow, type OracleRow } from './oracle.ts'
import { remembered } from './remembered.ts'

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
 * One scored row with everything the oracle knows of its neighbors, worked out when first asked for and shared
 * by all engines.
 */
export class SeenRow {
  readonly row: number
  readonly oracle: OracleRow
  readonly metric: DistanceMetric
  readonly #rows: GradedRows
  readonly #query: Float64Array
  /** Training row → position among the candidates. */
  readonly #positionOf: ReadonlyMap<number, number>

  constructor(rows: GradedRows, metric: DistanceMetric, row: number, oracle: OracleRow) {
    this.row = row
    this.oracle = oracle
    this.metric = metric
    this.#rows = rows
    this.#query = matrixRow(rows.X_score, row)
    this.#positionOf = new Map(Array.from(oracle.indices, (index, position) => [index, position]))
  }

  /** The oracle's value of any training row. */
  value(index: number): number {
    const position = this.#positionOf.get(index)
    if (position !== undefined) return this.oracle.values[position]
    return this.metric.value(this.#rows.X_train, index, this.#query)
  }

  /** The same with what an engine of this arithmetic may have instead. */
  range(index: number, arithmetic: Arithmetic): ValueRange {
    const value = this.value(index)
    const scale = this.metric.scale(this.#rows.X_train, index, this.#query, value)
    const epsilon = this.metric.epsilon(scale, arithmetic)
    return { value, epsilon, low: Math.max(0, value - epsilon), high: value + epsilon }
  }

  /** What an engine of this arithmetic may have computed for the candidates. */
  readonly bounds = remembered((arithmetic: Arithmetic): Bounds => {
    const { indices } = this.oracle
    return boundsWithin(this.oracle, (i) => this.range(indices[i], arithmetic).epsilon)
  }, arithmeticKey)

  /** Positions of the candidates, ascending by the greatest value an engine may have for them. */
  readonly byHigh = remembered((arithmetic: Arithmetic): Int32Array => {
    const { high } = this.bounds(arithmetic)
    return Int32Array.from(high.keys()).sort((a, b) => high[a] - high[b])
  }, arithmeticKey)

  /** Whether every engine of this arithmetic returns the same k neighbors. */
  readonly hasOneNeighborSet = remembered(
    (k: number, arithmetic: Arithmetic): boolean => hasOneNeighborSet(this.bounds(arithmetic), k),
    (k, arithmetic) => `${k} ${arithmeticKey(arithmetic)}`,
  )

  /** The oracle's own values: only equal ones can change places. */
  readonly exact = remembered(
    (): Bounds => boundsWithin(this.oracle, () => 0),
    () => '',
  )
}

export function arithmeticKey({ dtype, form }: Arithmetic): string {
  return `${dtype} ${form}`
}
