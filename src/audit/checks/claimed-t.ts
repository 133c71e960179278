import { criticalT, twoSidedP } from '../../stats/student-t.ts'
import { compared, type Figure, shownNumber } from '../figure.ts'
import { type Printed, printed } from '../printed.ts'
import type { Published, PublishedClaim } from '../published-schema.ts'
import { magnitudeRange, mapRange, meets, quotientRange, range, scaleRange } from '../range.ts'

/** What a published t says about the figures beside it, whatever the table holds. */
export function claimedT({ claims = [], datasets }: Published): Figure[] {
  const n = datasets.length
  return claims.flatMap((claim) => {
    if (claim.t === undefined || n < 2) return []
    const t = printed(claim.t)
    return [...pOfT(claim, t, n), ...intervalOfT(claim, t, n)]
  })
}

function pOfT(claim: PublishedClaim, t: Printed, n: number): Figure[] {
  if (claim.p === undefined || claim.test !== 'paired-t') return []
  const p = (value: number) => (value === Infinity ? 0 : twoSidedP(value, n - 1))
  const published = printed(claim.p)
  const { low, high } = published
  return [
    {
      figure: `${claim.table}: p, from the published t`,
      published: claim.p,
      stands_for: { low, high },
      finding: compared(published, [
        {
          how: `p of the published t(${n - 1})`,
          at: p(Math.abs(t.value)),
          range: mapRange(magnitudeRange(t), p),
        },
      ]),
    },
  ]
}

/** mean ± c·mean/t. */
function intervalOfT({ table, ci, difference }: PublishedClaim, t: Printed, n: number): Figure[] {
  if (ci === undefined || difference === undefined) return []
  const m = printed(difference)
  const [low, high] = ci.ends.map(printed)
  const c = criticalT(ci.level, n - 1)
  const half = scaleRange(quotientRange(magnitudeRange(m), magnitudeRange(t)), c)
  const atHalf = (c * Math.abs(m.value)) / Math.abs(t.value)
  const fits =
    meets(low, range(m.low - half.high, m.high - half.low)) &&
    meets(high, range(m.low + half.low, m.high + half.high))
  const words = `published difference ± ${shownNumber(c)} · difference / t`
  return [
    {
      figure: `${table}: interval, from the published t`,
      published: ci.ends.join(' – '),
      finding: {
        outcome: fits ? 'consistent' : 'inconsistent',
        why: `${words}: ${shownNumber(m.value - atHalf)} – ${shownNumber(m.value + atHalf)}`,
      },
    },
  ]
}
