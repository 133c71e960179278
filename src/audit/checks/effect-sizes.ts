import { mean, sampleStandardDeviation } from 'simple-statistics'
import { effectSize } from '../../stats/effect-size.ts'
import { meanRange, sdRange, standardizedMeanRange } from '../box.ts'
import type { ClaimPairs } from '../claim-pairs.ts'
import { compared, type Figure, type Way } from '../figure.ts'
import type { Published } from '../published-schema.ts'
import { magnitudeRange, quotientRange, range, scaleRange } from '../range.ts'
import { claimed, claimFigures } from './claims.ts'

/** Cohen's d: consistent if any of its customary definitions gives it. */
export function effectSizes(study: Published): Figure[] {
  return claimFigures(study, ({ cohen_d }) =>
    claimed(cohen_d, 'Cohen’s d', (pairs, published) => {
      const [z, pooled] = [pairedD(pairs), pooledD(pairs)]
      return compared(magnitudeRange(published), [
        z,
        corrected(z, pairs.n - 1),
        pooled,
        corrected(pooled, 2 * pairs.n - 2),
      ])
    }),
  )
}

/** d_z: by the standard deviation of the differences. */
function pairedD({ at, box }: ClaimPairs): Way {
  return {
    how: 'd_z, mean / sd of the differences',
    at: Math.abs(mean([...at]) / sampleStandardDeviation([...at])),
    range: magnitudeRange(standardizedMeanRange(box)),
  }
}

/** By the pooled standard deviation of the two systems, as if they were not paired. */
function pooledD({ first, second, at, box }: ClaimPairs): Way {
  const pooled = (a: number, b: number) => Math.sqrt((a * a + b * b) / 2)
  const [sa, sb] = [first, second].map((values) => sampleStandardDeviation(values.map(({ value }) => value)))
  const [ra, rb] = [sdRange(first), sdRange(second)]
  return {
    how: 'with the pooled sd of both systems',
    at: Math.abs(mean([...at]) / pooled(sa, sb)),
    range: magnitudeRange(
      quotientRange(meanRange(box), range(pooled(ra.low, rb.low), pooled(ra.high, rb.high))),
    ),
  }
}

/** The same with Hedges' correction. */
function corrected({ how, at, range: all }: Way, df: number): Way {
  const unit = effectSize({ mean: 1, sd: 1, df })
  const factor = unit.defined ? unit.value.g_z : 1
  return { how: `${how}, corrected by Hedges`, at: factor * at, range: scaleRange(all, factor) }
}
