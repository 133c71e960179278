import { mean, sampleStandardDeviation } from 'simple-statistics'
import { normalQuantile } from '../../stats/normal.ts'
import { criticalT } from '../../stats/student-t.ts'
import { meanRange, sdRange } from '../box.ts'
import { type ClaimPairs, claimPairs } from '../claim-pairs.ts'
import { type Figure, type Finding, notCheckable, shownNumber } from '../figure.ts'
import { printed } from '../printed.ts'
import type { Published } from '../published-schema.ts'
import { hull, meets, range } from '../range.ts'

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
  const ends = texts.map(printed)
  const [m, s] = [meanRange(box), sdRange(box)]
  const [center, sd] = [mean([...at]), sampleStandardDeviation([...at])]
  const ways = [
    { how: 'by t', reach: criticalT(level, n - 1) / Math.sqrt(n) },
    { how: 'by the normal distribution', reach: normalQuantile((1 + level) / 2) / Math.sqrt(n) },
  ].map(({ how, reach }) => ({
    words: `${how} ${shownNumber(center - reach * sd)} – ${shownNumber(center + reach * sd)}`,
    ends: [
      range(m.low - reach * s.high, m.high - reach * s.low),
      range(m.low + reach * s.low, m.high + reach * s.high),
    ],
  }))
  const fitting = ways.find((way) => way.ends.every((end, i) => meets(ends[i], end)))
  if (fitting !== undefined) return { outcome: 'consistent', why: fitting.words }
  const words = ways.map((way) => way.words).join(', ')
  const all = hull(box)
  if (ends.every((end) => meets(end, all)))
    return notCheckable(`not the interval ${words}; one by bootstrap needs its resamples`)
  const why = `${words}; no mean of resampled datasets leaves ${shownNumber(all.low)} – ${shownNumber(all.high)}`
  return { outcome: 'inconsistent', why }
}
