import { binomialQuantile, exactShareInterval } from '../../stats/binomial.ts'
import { normalQuantile } from '../../stats/normal.ts'
import { criticalT } from '../../stats/student-t.ts'
import { isBounded } from '../claim-pairs.ts'
import { countsWithin } from '../counts.ts'
import { compared, type Figure, type Finding, notCheckable, type Way } from '../figure.ts'
import { printed } from '../printed.ts'
import type { Published } from '../published-schema.ts'
import { differenceRange, type Range, range } from '../range.ts'

/** Widths of intervals of accuracies: the rows of the test set bound how narrow they can be. */
export function shareIntervals(study: Published): Figure[] {
  return (study.intervals ?? []).flatMap(({ table, values, level, resamples }) =>
    Object.entries(values).flatMap(([system, list]) =>
      list.map((ends, i) => {
        const [low, high] = ends.map(printed)
        const width = differenceRange(high, low)
        const text = study.tables[table]?.[system]?.[i]
        const rows = study.n_test?.[i]
        return {
          figure: `${study.datasets[i]}: width of the interval of ${system}’s ${table}`,
          published: ends.join(' – '),
          stands_for: width,
          finding: widthFinding(width, { table, text, rows, level, resamples }),
        }
      }),
    ),
  )
}

interface Asked {
  readonly table: string
  readonly text: string | undefined
  readonly rows: number | undefined
  readonly level: number
  readonly resamples: number
}

function widthFinding(width: Range, { table, text, rows, level, resamples }: Asked): Finding {
  if (table !== 'accuracy') return notCheckable(`how many rows ${table} is a share of is not printed`)
  if (text === undefined || rows === undefined)
    return notCheckable('the accuracy or its test rows are not printed')
  const share = printed(text)
  if (rows < 2 || !isBounded(share) || share.low > 1 || share.high < 0)
    return notCheckable('the accuracy is no share of at least two rows')
  const between = range(Math.max(0, share.low), Math.min(1, share.high))
  const at = Math.min(1, Math.max(0, share.value))
  return compared(width, [
    { how: `normal interval of a share of ${rows} rows`, ...normalWidth(at, between, rows, level) },
    { how: 'percentiles of resampled rows', ...bootstrapWidth(at, between, rows, { level, resamples }) },
    { how: 'score interval (Wilson)', ...wilsonWidth(at, between, rows, level) },
    { how: 'exact interval (Clopper–Pearson)', ...exactWidth(at, between, rows, level) },
  ])
}

type Width = Pick<Way, 'at' | 'range'>

/** s(1 − s), which is largest in the middle. */
function variances({ low, high }: Range): Range {
  const [a, b] = [low, high].map((share) => share * (1 - share))
  return range(Math.min(a, b), low <= 0.5 && high >= 0.5 ? 0.25 : Math.max(a, b))
}

/** 2c√(s(1 − s)/n), c of the normal distribution, up to that of t with n − 1 instead of n. */
function normalWidth(share: number, between: Range, rows: number, level: number): Width {
  const z = normalQuantile((1 + level) / 2)
  const of = (variance: number, c: number, n: number) => 2 * c * Math.sqrt(variance / n)
  const { low, high } = variances(between)
  return {
    at: of(share * (1 - share), z, rows),
    range: range(of(low, z, rows), of(high, criticalT(level, rows - 1), rows - 1)),
  }
}

function wilsonWidth(share: number, between: Range, rows: number, level: number): Width {
  const z = normalQuantile((1 + level) / 2)
  const of = (variance: number) =>
    (2 * z * Math.sqrt(variance / rows + (z / (2 * rows)) ** 2)) / (1 + z ** 2 / rows)
  const { low, high } = variances(between)
  return { at: of(share * (1 - share)), range: range(of(low), of(high)) }
}

function exactWidth(share: number, between: Range, rows: number, level: number): Width {
  const { least, most } = countsWithin(between, rows)
  const [few, many] = [Math.min(least, most), Math.max(least, most)].map((hits) =>
    exactShareInterval(hits, rows, level),
  )
  const middle = exactShareInterval(Math.round(share * rows), rows, level)
  return {
    at: middle.high - middle.low,
    range: range(Math.max(0, few.high - many.low), Math.min(1, many.high - few.low)),
  }
}

/** Beyond that many standard deviations of the resampling no tail of it reaches: 6 in ten million. */
const RESAMPLING_SDS = 5

/** Resampled accuracies are binomial; `resamples` of them know their percentiles only so well. */
function bootstrapWidth(
  share: number,
  between: Range,
  rows: number,
  { level, resamples }: { readonly level: number; readonly resamples: number },
): Width {
  const tail = (1 - level) / 2
  const reach = RESAMPLING_SDS * Math.sqrt((tail * (1 - tail)) / resamples)
  const quantile = (at: number, of: number) =>
    binomialQuantile(Math.min(1 - 1e-9, Math.max(1e-9, at)), rows, of)
  const narrow = quantile(1 - tail - reach, between.low) - quantile(tail + reach, between.high)
  const wide = quantile(1 - tail + reach, between.high) - quantile(tail - reach, between.low)
  return {
    at: (quantile(1 - tail, share) - quantile(tail, share)) / rows,
    range: range(Math.max(0, narrow) / rows, wide / rows),
  }
}
