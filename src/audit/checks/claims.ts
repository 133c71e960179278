import { type ClaimPairs, claimPairs } from '../claim-pairs.ts'
import { type Figure, type Finding, notCheckable } from '../figure.ts'
import { printed } from '../printed.ts'
import type { Published, PublishedClaim } from '../published-schema.ts'
import type { Range } from '../range.ts'

/** One published number of a claim, and how it is recomputed. */
export interface ClaimedNumber {
  readonly figure: string
  readonly text: string
  recompute(pairs: ClaimPairs, published: Range): Finding
}

/** The figures of all claims: those that `numbersOf` finds in a claim. */
export function claimFigures(
  study: Published,
  numbersOf: (claim: PublishedClaim, n: number) => readonly ClaimedNumber[],
): Figure[] {
  return (study.claims ?? []).flatMap((claim) => {
    const pairs = claimPairs(study, claim)
    return numbersOf(claim, study.datasets.length).map(({ figure, text, recompute }) => {
      const published = printed(text)
      return {
        figure: `${claim.table}: ${figure}`,
        published: text,
        stands_for: { low: published.low, high: published.high },
        finding: typeof pairs === 'string' ? notCheckable(pairs) : recompute(pairs, published),
      }
    })
  })
}

/** A number of a claim that may be absent. */
export function claimed(
  text: string | undefined,
  figure: string,
  recompute: ClaimedNumber['recompute'],
): ClaimedNumber[] {
  return text === undefined ? [] : [{ figure, text, recompute }]
}
