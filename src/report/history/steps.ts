import { median } from 'simple-statistics'
import { type LevelSegment, levelSegments } from '../../stats/level-segments.ts'
import type { Epoch, Point, Series } from './series.ts'

/** A change of level between two commits of one epoch. */
export interface Step {
  readonly series: Series
  /** The last commit of the old level and the first of the new: it came with one of `after..by`. */
  readonly after: string
  readonly by: string
  /** Levels before and after. */
  readonly old_level: number
  readonly new_level: number
  /** Commits at either level. */
  readonly commits_before: number
  readonly commits_after: number
}

/** A level must last, or it is an outlier. */
const LEAST_COMMITS = 2
/** No clock and no scheduler repeats better than this, whatever an interval says. */
const LEAST_NOISE = 0.002

/** Levels of an epoch's logarithms. */
export function epochLevels({ points }: Epoch): LevelSegment[] {
  const known = points.flatMap(({ noise }) => noise ?? [])
  const noise = Math.max(LEAST_NOISE, known.length === 0 ? 0 : median(known))
  return levelSegments(
    points.map(({ value }) => Math.log(value)),
    { least_length: LEAST_COMMITS, noise },
  )
}

/**
 * The steps of a series that are worth a person's time: larger than `least_change` as a share, and than the spread of
 * both levels.
 */
export function stepsOf(series: Series, least_change: number): Step[] {
  return series.epochs.flatMap((epoch) => {
    const levels = epochLevels(epoch)
    return levels.slice(1).flatMap((after, i) => {
      const before = levels[i]
      const change = Math.abs(after.level - before.level)
      if (change <= Math.max(Math.log1p(least_change), before.spread, after.spread)) return []
      return [stepBetween(series, epoch.points, before, after)]
    })
  })
}

function stepBetween(
  series: Series,
  points: readonly Point[],
  before: LevelSegment,
  after: LevelSegment,
): Step {
  return {
    series,
    after: points[before.to - 1].commit,
    by: points[after.from].commit,
    old_level: Math.exp(before.level),
    new_level: Math.exp(after.level),
    commits_before: before.to - before.from,
    commits_after: after.to - after.from,
  }
}
