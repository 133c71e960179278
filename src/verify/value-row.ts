import { admissibleValues, type ValueRange } from './admissible-values.ts'
import type { Bounds } from './candidates.ts'
import type { CellAnswers, ValueCase } from './grade.ts'
import type { Arithmetic, DistanceMetric } from './metrics/distance-metric.ts'
import { neighborMean } from './neighbor-mean.ts'
import type { OracleRow } from './oracle.ts'
import { remembered } from './remembered.ts'
import { arithmeticKey, SeenRow } from './seen-row.ts'

type Cell = Pick<CellAnswers, 'n_neighbors' | 'weights'>

/** One scored row of a regression: what the mean of its neighbors is, and may be. */
export class ValueRow extends SeenRow {
  /** The targets of the candidates. */
  readonly #targets: Float64Array

  constructor(graded: ValueCase, metric: DistanceMetric, row: number, oracle: OracleRow) {
    super(graded, metric, row, oracle)
    this.#targets = Float64Array.from(oracle.indices, (index) => graded.y_train[index])
  }

  /** The mean of the oracle's own neighbors. */
  readonly ownValue = remembered(({ n_neighbors, weights }: Cell): number => {
    const distances = this.oracle.values.slice(0, n_neighbors).map(this.metric.distance)
    return neighborMean({ values: this.#targets, distances }, n_neighbors, weights)
  }, cellKey)

  /** The means that honest engines of this arithmetic may have. */
  readonly admissible = remembered(
    (cell: Cell, arithmetic: Arithmetic): ValueRange => {
      const isSettled = cell.weights === 'uniform' && this.hasOneNeighborSet(cell.n_neighbors, arithmetic)
      return isSettled ? this.#only(cell) : this.#admissibleAmong(this.bounds(arithmetic), cell)
    },
    (cell, arithmetic) => `${cellKey(cell)} ${arithmeticKey(arithmetic)}`,
  )

  /** The means that some choice among equal distances gives. */
  readonly admissibleByTies = remembered(
    (cell: Cell): ValueRange => this.#admissibleAmong(this.exact(), cell),
    cellKey,
  )

  #only(cell: Cell): ValueRange {
    const own = this.ownValue(cell)
    return { least: own, most: own }
  }

  #admissibleAmong(bounds: Bounds, cell: Cell): ValueRange {
    return admissibleValues(bounds, { ...cell, targets: this.#targets, distance: this.metric.distance })
  }
}

function cellKey({ n_neighbors, weights }: Cell): string {
  return `${n_neighbors} ${weights}`
}
