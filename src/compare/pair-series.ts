import { InputError } from '../config/input-error.ts'
import { groupBy } from '../report/group-by.ts'
import { comparability, type Facet } from './comparability.ts'
import type { Series, Source } from './source.ts'

/** Two series that are to be compared, and whether they may be. */
export interface SeriesPair {
  readonly first: Series
  readonly second: Series
  readonly facets: readonly Facet[]
}

/**
 * Each series of the source that has fewer, with the one of the other on the same dataset that is most like it: fewest
 * facets that differ, then fewest unknown, then an engine of the same name, then the first. Where some splits of a
 * dataset meet, those that meet none are left out. A source that names no dataset is about the only one of the other.
 */
export function pairSeries(first: Source, second: Source): SeriesPair[] {
  const datasets = namesOf([first, second])
  if (datasets.length > 1) for (const source of [first, second]) refuseUnnamed(source, datasets)
  const isFewer = second.series.length <= first.series.length
  const pairs = (isFewer ? second : first).series.flatMap((one) => {
    const others = (isFewer ? first : second).series.filter((other) => isOfSameData(one, other))
    return mostAlike(others.map((other) => (isFewer ? pairOf(other, one) : pairOf(one, other))))
  })
  return [...groupBy(pairs, datasetOf).values()].flatMap(withMeetingSplits)
}

/** The name that both are about, as far as one of them says it. */
export function datasetOf({ first, second }: Pick<SeriesPair, 'first' | 'second'>): string | undefined {
  return first.dataset ?? second.dataset
}

function namesOf(sources: readonly Source[]): string[] {
  return [...new Set(sources.flatMap(({ series }) => series.flatMap(({ dataset }) => dataset ?? [])))]
}

function refuseUnnamed({ name, series }: Source, datasets: readonly string[]): void {
  if (series.every(({ dataset }) => dataset !== undefined)) return
  throw new InputError({
    found: `${name} does not say of which dataset it is; the others are of ${datasets.join(', ')}.`,
    fix: 'Say  set: { dataset: NAME }  in --map, add a column dataset, or choose one with --dataset.',
  })
}

function isOfSameData(one: Series, other: Series): boolean {
  return one.dataset === undefined || other.dataset === undefined || one.dataset === other.dataset
}

function pairOf(first: Series, second: Series): SeriesPair {
  return { first, second, facets: comparability(first, second) }
}

function mostAlike(candidates: readonly SeriesPair[]): SeriesPair[] {
  const count = ({ facets }: SeriesPair, state: Facet['state']) =>
    facets.filter((one) => one.state === state).length
  const isRenamed = ({ first, second }: SeriesPair) => (first.engine === second.engine ? 0 : 1)
  return candidates
    .toSorted(
      (a, b) =>
        count(a, 'differs') - count(b, 'differs') ||
        count(a, 'unknown') - count(b, 'unknown') ||
        isRenamed(a) - isRenamed(b),
    )
    .slice(0, 1)
}

function withMeetingSplits(pairs: readonly SeriesPair[]): readonly SeriesPair[] {
  const meeting = pairs.filter(({ facets }) =>
    facets.every(({ facet, state }) => facet !== 'split' || state !== 'differs'),
  )
  return meeting.length === 0 ? pairs : meeting
}
