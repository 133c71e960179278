import { mean, sampleStandardDeviation } from 'simple-statistics'
import { leastPairedP } from '../../stats/least-p.ts'
import { twoSidedP } from '../../stats/student-t.ts'
import { type Box, standardizedMeanRange } from '../box.ts'
import type { ClaimPairs } from '../claim-pairs.ts'
import { compared, type Figure, type Finding, shownNumber } from '../figure.ts'
import type { Published, PublishedClaim } from '../published-schema.ts'
import { magnitudeRange, mapRange, type Range, range, scaleRange } from '../range.ts'
import { claimed, claimFigures } from './claims.ts'

/** t of the paired test, and p of whichever test is claimed; the datasets are the pairs. */
export function pairedTests(study: Published): Figure[] {
  return claimFigures(study, (claim, n) => [
    ...claimed(claim.t, `t(${n - 1})`, (pairs, published) =>
      compared(magnitudeRange(published), [
        { how: 'paired t', at: pairedT(pairs), range: tRange(pairs.box) },
      ]),
    ),
    ...claimed(claim.p, `p of ${TEST_WORDS[claim.test]}`, (pairs, published) =>
      claim.test === 'paired-t' ? tTest(pairs, published) : rankTest(pairs, published, claim.test),
    ),
  ])
}

const TEST_WORDS = {
  'paired-t': 'the paired t test',
  wilcoxon: 'the exact signed-rank test',
  sign: 'the exact sign test',
} satisfies Record<PublishedClaim['test'], string>

/** |t|: which system is subtracted from which is a matter of taste. */
function pairedT({ at }: Pick<ClaimPairs, 'at'>): number {
  return Math.abs((mean([...at]) / sampleStandardDeviation([...at])) * Math.sqrt(at.length))
}

function tRange(box: Box): Range {
  return magnitudeRange(scaleRange(standardizedMeanRange(box), Math.sqrt(box.length)))
}

function tTest(pairs: ClaimPairs, published: Range): Finding {
  const df = pairs.n - 1
  const at = pairedT(pairs)
  const how = `p of t(${df}) = ${shownNumber(at)}`
  const p = (t: number) => (t === Infinity ? 0 : twoSidedP(t, df))
  return compared(published, [{ how, at: p(at), range: mapRange(tRange(pairs.box), p) }])
}

/** With n pairs, no exact test of signs or ranks has a p below 2/2ⁿ, which it has where all differences have one sign. */
function rankTest({ n, box }: ClaimPairs, published: Range, test: 'wilcoxon' | 'sign'): Finding {
  const least = leastPairedP(n)
  const isOneSided = box.every(({ low }) => low > 0) || box.every(({ high }) => high < 0)
  const how = `${TEST_WORDS[test]} of ${n} pairs has no p below ${shownNumber(least)}`
  return compared(published, [{ how, at: least, range: isOneSided ? range(least, least) : range(least, 1) }])
}
