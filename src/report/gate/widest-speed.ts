import { bonferroniLevel } from '../../stats/bonferroni-level.ts'
import { tInterval } from '../../stats/t-inference.ts'
import { familySize } from '../family-size.ts'
import type { Results } from '../results.ts'

/**
 * The largest half width, in natural logarithms of time ratios, of the intervals at 1 − α/m that verdicts are read from;
 * undefined where a case that is compared has none. Cases without times never will have one and are left out.
 */
export function widestSpeed({ cases, plan, study }: Results): number | undefined {
  const { alpha, family } = study.analysis
  const halves = cases.flatMap(({ contrasts, facts }) =>
    contrasts.engines.map((contrast) => {
      if (contrast.kind === 'not-compared') return 0
      const { inference } = contrast.measured
      if (!inference.defined || plan === undefined) return undefined
      const level = bonferroniLevel(alpha, familySize(plan, family, facts.dataset))
      const found = tInterval(inference.value, level)
      return found.defined ? (found.value.high - found.value.low) / 2 : undefined
    }),
  )
  const widths = halves.filter((half) => half !== undefined)
  return widths.length < halves.length ? undefined : Math.max(0, ...widths)
}
