import type { ScoreName } from '../metrics/scores.ts'
import { configurationKey } from '../report/configuration-key.ts'
import { holm } from '../stats/holm.ts'
import { conditions, type FacetName } from './comparability.ts'
import { compareLabels, type LabelComparison } from './label-comparison.ts'
import { pairSeries, type SeriesPair } from './pair-series.ts'
import {
  arePaired,
  type CellPair,
  foldTest,
  mean,
  type ScoreDifference,
  scoreDifference,
  sharedScores,
} from './score-difference.ts'
import type { Source } from './source.ts'

/** Everything `compare` says: the first source is what all others are compared with. */
export interface Comparison {
  readonly sources: readonly Source[]
  readonly pairs: readonly ComparedPair[]
  readonly alpha: number
}

export interface ComparedPair extends SeriesPair {
  /** Facets that differ and were not accepted; where there is one, nothing else is said. */
  readonly blocked: readonly FacetName[]
  /** What must be true that nobody said. */
  readonly conditions: readonly string[]
  readonly cells: readonly ComparedCell[]
  readonly overall: readonly OverallDifference[]
  /** Configurations that only one side has. */
  readonly unshared: { readonly first: number; readonly second: number }
}

export interface ComparedCell extends CellPair {
  readonly scores: readonly ComparedScore[]
  readonly labels: LabelComparison | undefined
}

/** A difference with its p adjusted over all that were tested together. */
export interface Adjusted {
  readonly difference: ScoreDifference
  readonly p_adjusted: number | undefined
}

export interface ComparedScore extends Adjusted {
  readonly score: ScoreName
}

/** The mean over the configurations that both have, fold by fold. */
export interface OverallDifference extends Adjusted {
  readonly score: ScoreName
  readonly configurations: number
}

const ALPHA = 0.05

/** The second and every further source against the first. Throws `InputError` where there is nothing to compare. */
export function compareSources(sources: readonly Source[], accepted: readonly FacetName[]): Comparison {
  const [first, ...others] = sources
  const pairs = others.flatMap((other) => pairSeries(first, other)).map((pair) => comparePair(pair, accepted))
  return { sources, pairs: adjusted(pairs), alpha: ALPHA }
}

function comparePair(pair: SeriesPair, accepted: readonly FacetName[]): ComparedPair {
  const blocked = pair.facets
    .filter(({ facet, state }) => state === 'differs' && !accepted.includes(facet))
    .map(({ facet }) => facet)
  const both = sharedCells(pair)
  const unshared = {
    first: pair.first.cells.length - both.length,
    second: pair.second.cells.length - both.length,
  }
  const said = { ...pair, blocked, conditions: conditions(pair.first, pair.second, pair.facets), unshared }
  if (blocked.length > 0) return { ...said, cells: [], overall: [] }
  return {
    ...said,
    cells: both.map((cells) => compareCell(pair, cells)),
    overall: overallDifferences(pair, both),
  }
}

function sharedCells({ first, second }: SeriesPair): CellPair[] {
  const others = new Map(second.cells.map((cell) => [configurationKey(cell.configuration), cell]))
  return first.cells.flatMap((cell) => {
    const other = others.get(configurationKey(cell.configuration))
    return other === undefined ? [] : [{ first: cell, second: other }]
  })
}

function compareCell(pair: SeriesPair, cells: CellPair): ComparedCell {
  const scores = sharedScores(cells).map((score) => ({
    score,
    difference: scoreDifference(pair, cells.first.scores.get(score), cells.second.scores.get(score)),
    p_adjusted: undefined,
  }))
  return { ...cells, scores, labels: compareLabels(pair, cells) }
}

function overallDifferences(pair: SeriesPair, both: readonly CellPair[]): OverallDifference[] {
  const names = [...new Set(both.flatMap(sharedScores))]
  return names.flatMap((score) => {
    const known = both
      .map(({ first, second }) => scoreDifference(pair, first.scores.get(score), second.scores.get(score)))
      .filter((one) => one.kind !== 'missing')
    if (known.length === 0) return []
    const ends = {
      first: mean(known.map((one) => one.first)),
      second: mean(known.map((one) => one.second)),
      difference: mean(known.map((one) => one.difference)),
    }
    const difference: ScoreDifference = known.every(({ kind }) => kind === 'equal')
      ? { kind: 'equal', ...ends }
      : { ...ends, ...overallTest(pair, both, score) }
    return [{ score, configurations: known.length, difference, p_adjusted: undefined }]
  })
}

/** Fold by fold the mean difference over the configurations that both scored in every fold. */
function overallTest(pair: SeriesPair, both: readonly CellPair[], score: ScoreName) {
  if (!arePaired(pair))
    return { kind: 'described', reason: 'only means are there, so no spread is known' } as const
  const whole = both.flatMap(({ first, second }) => {
    const [a, b] = [first.scores.get(score)?.folds ?? [], second.scores.get(score)?.folds ?? []]
    const differences = pair.first.folds.flatMap((_, i) => {
      const [one, other] = [a[i], b[i]]
      return one === undefined || other === undefined ? [] : [other.value - one.value]
    })
    return differences.length === pair.first.folds.length ? [differences] : []
  })
  const byFold = pair.first.folds.map((_, i) => mean(whole.map((differences) => differences[i])))
  return foldTest(pair, byFold)
}

/** Holm's p over all configurations together, and over all overall differences together. */
function adjusted(pairs: readonly ComparedPair[]): ComparedPair[] {
  const ofCells = holmOf(pairs.flatMap(({ cells }) => cells.flatMap(({ scores }) => scores)))
  const ofWhole = holmOf(pairs.flatMap(({ overall }) => overall))
  return pairs.map((pair) => ({
    ...pair,
    cells: pair.cells.map((cell) => ({
      ...cell,
      scores: cell.scores.map((one) => ({ ...one, p_adjusted: ofCells.get(one) })),
    })),
    overall: pair.overall.map((one) => ({ ...one, p_adjusted: ofWhole.get(one) })),
  }))
}

/** The family is every difference that could have been tested: what is equal or has no p counts in its size. */
function holmOf<T extends Adjusted>(all: readonly T[]): Map<T, number> {
  const tested = all.flatMap((one) =>
    one.difference.kind === 'tested' ? [{ one, p: one.difference.p }] : [],
  )
  const compared = all.filter(({ difference }) => difference.kind !== 'missing')
  const values = holm(
    tested.map(({ p }) => p),
    compared.length,
  )
  return new Map(tested.map(({ one }, i) => [one, values[i]]))
}
