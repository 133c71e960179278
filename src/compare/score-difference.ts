import type { ScoreName } from '../metrics/scores.ts'
import { correctedResampledT } from '../stats/corrected-resampled-t.ts'
import type { SeriesPair } from './pair-series.ts'
import type { Cell, FoldFacts, Printed, ScoreValues } from './source.ts'

/** A score of the second less that of the first. */
export type ScoreDifference =
  /** As far as they are printed, fold by fold where folds pair. */
  | { readonly kind: 'equal'; readonly first: number; readonly second: number; readonly difference: number }
  | {
      readonly kind: 'tested'
      readonly first: number
      readonly second: number
      readonly difference: number
      readonly low: number
      readonly high: number
      readonly p: number
    }
  | {
      readonly kind: 'described'
      readonly first: number
      readonly second: number
      readonly difference: number
      readonly reason: string
    }
  | { readonly kind: 'missing'; readonly reason: string }

const LEVEL = 0.95
/** Two means of the same folds, summed in other orders. */
const ROUNDING = 1e-12

/** Scores of one configuration on both sides, by the folds of the pair. */
export function scoreDifference(
  pair: SeriesPair,
  first: ScoreValues | undefined,
  second: ScoreValues | undefined,
): ScoreDifference {
  if (first === undefined || second === undefined)
    return {
      kind: 'missing',
      reason: `no score in ${first === undefined ? pair.first.source : pair.second.source}`,
    }
  return arePaired(pair) ? byFold(pair, first, second) : byMean(pair, first, second)
}

/** Whether fold i of both is one fold, or may be: their number is the same, and nothing says that they differ. */
export function arePaired({ first, second, facets }: SeriesPair): boolean {
  const isMet = facets.every(({ facet, state }) => !['split', 'rows'].includes(facet) || state !== 'differs')
  return isMet && first.folds.length > 0 && first.folds.length === second.folds.length
}

function byFold(pair: SeriesPair, first: ScoreValues, second: ScoreValues): ScoreDifference {
  const folds = pair.first.folds.map((_, i) => ({ a: first.folds[i], b: second.folds[i] }))
  const known = folds.flatMap(({ a, b }) => (a === undefined || b === undefined ? [] : [{ a, b }]))
  if (known.length < folds.length)
    return { kind: 'missing', reason: `scored on both sides in ${known.length} of ${folds.length} folds` }
  const ends = {
    first: mean(known.map(({ a }) => a.value)),
    second: mean(known.map(({ b }) => b.value)),
    difference: mean(known.map(({ a, b }) => b.value - a.value)),
  }
  if (known.every(({ a, b }) => isEqual(a, b))) return { kind: 'equal', ...ends }
  return {
    ...ends,
    ...foldTest(
      pair,
      known.map(({ a, b }) => b.value - a.value),
    ),
  }
}

function byMean(pair: SeriesPair, first: ScoreValues, second: ScoreValues): ScoreDifference {
  const [a, b] = [first.whole, second.whole]
  if (a === undefined || b === undefined)
    return {
      kind: 'missing',
      reason: `no score of all folds in ${a === undefined ? pair.first.source : pair.second.source}`,
    }
  const ends = { first: a.value, second: b.value, difference: b.value - a.value }
  if (isEqual(a, b)) return { kind: 'equal', ...ends }
  return { kind: 'described', ...ends, reason: 'only means are there, so no spread is known' }
}

function isEqual(a: Printed, b: Printed): boolean {
  const rounding = ROUNDING * Math.max(1, Math.abs(a.value), Math.abs(b.value))
  return Math.abs(a.value - b.value) <= a.half_unit + b.half_unit + rounding
}

type Tested =
  | { readonly kind: 'tested'; readonly low: number; readonly high: number; readonly p: number }
  | { readonly kind: 'described'; readonly reason: string }

/** Corrected for training sets that overlap (Nadeau and Bengio 2003), over the differences of paired folds. */
export function foldTest({ first, second }: SeriesPair, differences: readonly number[]): Tested {
  const why = (reason: string): Tested => ({ kind: 'described', reason })
  if (differences.length < 2) return why('one split, so nothing is known of the spread between splits')
  if ([first, second].some(({ facts }) => facts.split?.startsWith('time-series')))
    return why('training sets in order of time grow, and no correction is known for them')
  const sizes = foldSizes(first.folds) ?? foldSizes(second.folds)
  if (sizes === undefined) return why('nobody says how many rows the folds have')
  const inference = correctedResampledT(differences, sizes, LEVEL)
  if (!inference.defined)
    return why('every fold has the same difference, so nothing is known of their spread')
  const { low, high, p } = inference.value
  return { kind: 'tested', low, high, p }
}

/** Of all folds together. */
function foldSizes(
  folds: readonly FoldFacts[],
): { readonly n_train: number; readonly n_test: number } | undefined {
  const sizes = folds.flatMap(({ n_train, n_test }) =>
    n_train === undefined || n_test === undefined ? [] : [{ n_train, n_test }],
  )
  if (sizes.length < folds.length) return undefined
  const sum = (of: (size: (typeof sizes)[number]) => number) =>
    sizes.reduce((total, size) => total + of(size), 0)
  const all = { n_train: sum(({ n_train }) => n_train), n_test: sum(({ n_test }) => n_test) }
  return all.n_train > 0 && all.n_test > 0 ? all : undefined
}

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

/** The same configuration on both sides. */
export interface CellPair {
  readonly first: Cell
  readonly second: Cell
}

export function sharedScores({ first, second }: CellPair): ScoreName[] {
  return [...first.scores.keys()].filter((name) => second.scores.has(name))
}
