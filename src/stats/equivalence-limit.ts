import { bonferroniLevel } from './bonferroni-level.ts'
import { type Statistic, undefinedBecause } from './statistic.ts'
import { criticalT } from './student-t.ts'
import { type PlannedRounds, subsetDf } from './subset-df.ts'
import { equivalenceDelta, type VerdictRule } from './verdict.ts'

/**
 * δ√n / c: the largest round-to-round sd of the log ratio at which n rounds could still give `equivalent`,
 * reached by a mean of exactly 0; c is the critical t at level 1 − α/m with the df of `subsetT`. From inverting
 * c·sd/√n < δ in `decideVerdict`; assumptions as there. `too-few-values` for less than one degree of freedom.
 * Throws RangeError where the rounds are not whole passes.
 */
export function equivalenceLimit(planned: PlannedRounds, rule: VerdictRule): Statistic<number> {
  const df = subsetDf(planned)
  if (df < 1) return undefinedBecause('too-few-values')
  const critical = criticalT(bonferroniLevel(rule.alpha, rule.family_size), df)
  return { defined: true, value: (equivalenceDelta(rule.equivalence) * Math.sqrt(planned.rounds)) / critical }
}
