import type { Verdict } from './verdict.ts'

/** What a verdict says to the one question of a gate: is it slower? */
export type RegressionVerdict = 'slower' | 'not slower' | 'open'

/**
 * `slower` and nothing else is a regression. Not slower is `faster`, `equivalent`, and also an interval below +δ as a
 * whole that crosses −δ alone (non-inferiority by interval inclusion, as in CONSORT: Piaggio et al. 2012, JAMA
 * 308:2594–2604), unless the null arm varies by more than δ. The interval is the one of the verdict, at 1 − α/m, so
 * the chance of any false `slower` or `not slower` in the family stays at most α.
 */
export function regressionVerdict(found: Verdict): RegressionVerdict {
  if (found.verdict === 'slower') return 'slower'
  if (found.verdict !== 'inconclusive') return 'not slower'
  const { reason } = found
  if (reason.code !== 'interval-crosses-limit') return 'open'
  const { high, delta, noise } = reason.evidence
  return high < delta && noise <= delta ? 'not slower' : 'open'
}
