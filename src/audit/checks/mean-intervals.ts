import { mean, sampleStandardDeviation } from 'simple-statistics'
import { criticalT } from '../../stats/student-t.ts'
import { meanRange, sdRange } from '../box.ts'
import { type ClaimPairs, claimPairs } from '../claim-pairs.ts'
import { type Figure, type Finding, notCheckable, shownNumber } from '../figure.ts'
import { printed } from '../printed.ts'
import type { Published } from '../published-schema.ts'
import { hull, meets, type Range, range } from '../range.ts'

/** Intervals of a mean difference: by t, or at least within what a bootstrap over the datasets can reach. */
export function meanIntervals(study: Published): Figure[] {
  return (study.claims ?? []).flatMap((claim) => {
    if (claim.ci === undefined) return []
    const { level, ends } = claim.ci
    const pairs = claimPairs(study, claim)
    return [
      {
        figure: `${claim.table}: ${shownNumber(100 * level)} % interval of the mean difference`,
        published: ends.join(' – '),
        finding: typeof pairs === 'string' ? notCheckable(pairs) : intervalFinding(pairs, level, ends),
      },
    ]
  })
}

function intervalFinding({ n, at, box }: ClaimPairs, level: number, texts: readonly string[]): Finding {
  const [low, high] = texts.map(printed)
  const reach = criticalT(level, n - 1) / Math.sqrt(n)
  const [m, s] = [meanRange(box), sdRange(box)]
  const lows = range(m.low - reach * s.high, m.high - reach * s.low)
  const highs = range(m.low + reach * s.low, m.high + reach * s.high)
  const [center, half] = [mean([...at]), reach * sampleStandardDeviation([...at])]
  const words = `by t ${shownNumber(center - half)} – ${shownNumber(center + half)}`
  if (meets(low, lows) && meets(high, highs)) return { outcome: 'consistent', why: words }
  const all = hull(box)
  if (isWithin(low, all) && isWithin(high, all))
    return notCheckable(`not the interval by t (${words}); one by bootstrap needs its resamples`)
  const why = `${words}; no mean of resampled datasets leaves ${shownNumber(all.low)} – ${shownNumber(all.high)}`
  return { outcome: 'inconsistent', why }
}

/** Whether a printed number can lie in a range. */
function isWithin(end: Range, all: Range): boolean {
  return meets(end, all)
}
