import { admissibleLabels } from './admissible-labels.ts'
import { type Candidates, candidatesWithin, hasOneNeighborSet } from './candidates.ts'
import type { CellAnswers, GradingCase } from './grade.ts'
import { type Arithmetic, type DistanceMetric, UNIT_ROUNDOFF } from './metrics/distance-metric.ts'
import { matrixRow, type OracleRow } from './oracle.ts'
import { castBallot, electedLabel, type VoteRule } from './vote.ts'

type Cell = Pick<CellAnswers, 'n_neighbors' | 'weights'>

/** One scored row with everything the oracle knows of it, worked out when first asked for and shared by all engines. */
export interface GradedRow {
  readonly row: number
  readonly oracle: OracleRow
  /** The oracle's value of any training row. */
  value(index: number): number
  /** The oracle's value of any training row, and where an honest engine's is: `low` to `high`, `epsilon` either way. */
  range(index: number, arithmetic: Arithmetic): ValueRange
  candidates(arithmetic: Arithmetic): Candidates
  /** Positions of the candidates, ascending by `high`. */
  byHigh(arithmetic: Arithmetic): Int32Array
  hasOneNeighborSet(k: number, arithmetic: Arithmetic): boolean
  /** The labels that honest engines of this arithmetic and vote may give. */
  admissible(cell: Cell, arithmetic: Arithmetic, rule: VoteRule): readonly number[]
  /** Whether equal values leave the neighbors open, or for `first-to-reach` their order. */
  hasExactTie(k: number, rule: VoteRule): boolean
  /** The labels that some choice among equal values elects. */
  admissibleByTies(cell: Cell, rule: VoteRule): readonly number[]
  /** The label the oracle's own neighbors elect. */
  ownLabel(cell: Cell, rule: VoteRule): number
}

export interface ValueRange {
  readonly value: number
  readonly epsilon: number
  readonly low: number
  readonly high: number
}

/** The view of one scored row that every engine is graded against. */
export function gradedRow(
  graded: GradingCase,
  metric: DistanceMetric,
  row: number,
  oracle: OracleRow,
): GradedRow {
  const { X_train, y_train, n_classes } = graded
  const query = matrixRow(graded.X_score, row)
  const { indices, values } = oracle
  const positionOf = new Map(Array.from(indices, (index, position) => [index, position]))

  const value = (index: number) => {
    const position = positionOf.get(index)
    return position === undefined ? metric.value(X_train, index, query) : values[position]
  }
  const epsilonOf = (index: number, arithmetic: Arithmetic) =>
    metric.epsilon(metric.scale(X_train, index, query, value(index)), arithmetic)
  const candidates = remembered(
    (arithmetic: Arithmetic) => candidatesWithin(oracle, y_train, (i) => epsilonOf(indices[i], arithmetic)),
    arithmeticKey,
  )
  const candidatesOfTies = remembered(
    () => candidatesWithin(oracle, y_train, () => 0),
    () => '',
  )
  const admissible = (cell: Cell, rule: VoteRule, among: Candidates, dtype: Arithmetic['dtype']) => {
    const { distance } = metric
    return admissibleLabels(among, { ...cell, rule, n_classes, distance, unitRoundoff: UNIT_ROUNDOFF[dtype] })
  }
  const hasOne = remembered(
    (k: number, arithmetic: Arithmetic) => hasOneNeighborSet(candidates(arithmetic), k),
    (k, arithmetic) => `${k} ${arithmeticKey(arithmetic)}`,
  )
  const ownLabel = remembered((cell: Cell, rule: VoteRule) => {
    const distances = values.slice(0, cell.n_neighbors).map(metric.distance)
    const voters = { labels: candidatesOfTies().labels, distances }
    return electedLabel(castBallot(voters, cell.n_neighbors, cell.weights), n_classes, rule)
  }, cellKey)
  return {
    row,
    oracle,
    value,
    range(index, arithmetic) {
      const center = value(index)
      const epsilon = epsilonOf(index, arithmetic)
      return { value: center, epsilon, low: Math.max(0, center - epsilon), high: center + epsilon }
    },
    candidates,
    byHigh: remembered((arithmetic: Arithmetic) => {
      const { high } = candidates(arithmetic)
      return Int32Array.from(high.keys()).sort((a, b) => high[a] - high[b])
    }, arithmeticKey),
    hasOneNeighborSet: hasOne,
    admissible: remembered(
      (cell: Cell, arithmetic: Arithmetic, rule: VoteRule) => {
        // Most rows by far: a count of the same neighbors has one result.
        if (isPlainCount(cell, rule) && hasOne(cell.n_neighbors, arithmetic)) return [ownLabel(cell, rule)]
        return admissible(cell, rule, candidates(arithmetic), arithmetic.dtype)
      },
      (cell, arithmetic, rule) => `${cellKey(cell, rule)} ${arithmeticKey(arithmetic)}`,
    ),
    hasExactTie(k, rule) {
      const from = rule === 'first-to-reach' ? 1 : k
      for (let i = from; i <= k && i < values.length; i++) if (values[i] === values[i - 1]) return true
      return false
    },
    admissibleByTies: remembered(
      (cell: Cell, rule: VoteRule) => admissible(cell, rule, candidatesOfTies(), 'float64'),
      cellKey,
    ),
    ownLabel,
  }
}

/** A vote that depends on who the neighbors are, not on their distances or order. */
export function isPlainCount({ weights }: Pick<Cell, 'weights'>, rule: VoteRule): boolean {
  return weights === 'uniform' && rule === 'smallest-label'
}

const arithmeticKey = ({ dtype, form }: Arithmetic) => `${dtype} ${form}`
const cellKey = ({ n_neighbors, weights }: Cell, rule: VoteRule) => `${n_neighbors} ${weights} ${rule}`

/** The function with its results kept by key. */
function remembered<Args extends readonly unknown[], Result>(
  compute: (...args: Args) => Result,
  keyOf: (...args: Args) => string,
): (...args: Args) => Result {
  const results = new Map<string, Result>()
  return (...args) => {
    const key = keyOf(...args)
    const known = results.get(key)
    if (known !== undefined) return known
    const result = compute(...args)
    results.set(key, result)
    return result
  }
}
