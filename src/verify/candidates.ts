import type { OracleRow } from './oracle.ts'

/**
 * The candidates of one row as an engine of one arithmetic may see them: the value it computed for candidate
 * i is anywhere in [low[i], high[i]], whatever it is for the others. Candidates come in the oracle's order.
 */
export interface Bounds {
  readonly low: Float64Array
  readonly high: Float64Array
}

export interface Candidates extends Bounds {
  /** Class codes. */
  readonly labels: Int32Array
}

/** Candidates whose value is off by at most `epsilon(i)`. */
export function boundsWithin({ values }: OracleRow, epsilon: (i: number) => number): Bounds {
  const slack = Float64Array.from(values, (_, i) => epsilon(i))
  return {
    low: values.map((value, i) => Math.max(0, value - slack[i])),
    high: values.map((value, i) => value + slack[i]),
  }
}

/**
 * Whether every engine returns the same k neighbors: no candidate beyond the k-th can change places with one
 * before it.
 */
export function hasOneNeighborSet({ low, high }: Bounds, k: number): boolean {
  let highest = Number.NEGATIVE_INFINITY
  for (let i = 0; i < k; i++) if (high[i] > highest) highest = high[i]
  for (let i = k; i < low.length; i++) if (low[i] <= highest) return false
  return true
}

/** Whether every engine returns the first k candidates in the same order. */
export function hasOneOrder({ low, high }: Bounds, k: number): boolean {
  let highest = Number.NEGATIVE_INFINITY
  for (let i = 0; i < k; i++) {
    if (low[i] <= highest) return false
    if (high[i] > highest) highest = high[i]
  }
  return true
}

/**
 * Some admissible neighbor sets: all of `sure` and any `open` of `group`. Numbers are positions among the
 * candidates.
 */
export interface NeighborChoice {
  readonly sure: readonly number[]
  readonly group: readonly number[]
  readonly open: number
}

/**
 * Choices that together are exactly the admissible neighbor sets of size k.
 *
 * A set S is admissible if low[i] ≤ high[j] for every i in S and j outside, that is if some threshold t has
 * {high < t} ⊆ S ⊆ {low ≤ t}; t = the largest low of S will do, so the candidates' lows are all the
 * thresholds there are. `loosest` is looser than all of them (sure for the least threshold, possible for the
 * greatest): a label that cannot win there cannot win at all. It leaves nothing open exactly if there is but
 * one neighbor set.
 */
export function neighborChoices(
  candidates: Bounds,
  k: number,
): { loosest: NeighborChoice; exact: Iterable<NeighborChoice> } {
  const { low, high } = candidates
  if (hasOneNeighborSet(candidates, k)) {
    const only = { sure: Array.from({ length: k }, (_, i) => i), group: [], open: 0 }
    return { loosest: only, exact: [only] }
  }
  const least = low.toSorted()[k - 1]
  const greatest = high.toSorted()[k]
  return {
    loosest: choiceBetween(candidates, k, least, greatest),
    exact: choicesFrom(candidates, k, least, greatest),
  }
}

/** Greatest threshold first: in a group of equal values it already leaves every choice open. */
function* choicesFrom(
  candidates: Bounds,
  k: number,
  least: number,
  greatest: number,
): Iterable<NeighborChoice> {
  const thresholds = new Set(candidates.low.toSorted().reverse())
  for (const t of thresholds) if (t >= least && t <= greatest) yield choiceBetween(candidates, k, t, t)
}

function choiceBetween(
  { low, high }: Bounds,
  k: number,
  sureBelow: number,
  possibleUpTo: number,
): NeighborChoice {
  const sure: number[] = []
  const group: number[] = []
  for (let i = 0; i < low.length; i++) {
    if (high[i] < sureBelow) sure.push(i)
    else if (low[i] <= possibleUpTo) group.push(i)
  }
  return { sure, group, open: k - sure.length }
}
