import type { Study } from '../config/study.ts'
import type { RecordOf } from '../ledger/record.ts'
import { familyWords, largestFamily } from '../report/family-size.ts'
import { percent } from '../report/percent.ts'
import type { MissingEngine, ReadyEngine } from '../runner/ready-engine.ts'
import { equivalenceLimit } from '../stats/equivalence-limit.ts'
import { formatDuration } from './duration.ts'

export interface PlannedStudy {
  readonly study: Study
  readonly ready: readonly ReadyEngine[]
  readonly missing: readonly MissingEngine[]
  readonly configurations: number
}

/** `quick: 2 datasets × 40 configurations × 5 engines (+ null arm), 10 rounds`. */
export function headline({ study, ready, configurations }: PlannedStudy): string {
  const cases = study.datasets.length * study.splits.length * Object.keys(study.prepares).length
  const parts = [
    cases === study.datasets.length
      ? plural(cases, 'dataset')
      : `${plural(study.datasets.length, 'dataset')} (${cases} cases)`,
    plural(configurations, 'configuration'),
    `${plural(ready.length, 'engine')} (+ null arm)`,
  ]
  return `${study.name}: ${parts.join(' × ')}, ${plural(study.protocol.rounds, 'round')}`
}

/** What is left out and why, grouped by what would mend it. */
export function leftOut(missing: readonly MissingEngine[]): string[] {
  const fixes = [...new Set(missing.map(({ missing: what, fix }) => `${what} (${fix})`))]
  return fixes.map((fix) => {
    const names = missing
      .filter((engine) => `${engine.missing} (${engine.fix})` === fix)
      .map(({ entry }) => entry.name)
    return `  ${names.join(', ')} left out: ${fix}`
  })
}

/** Duration, family, and how quiet the machine must be before anything can come out `equivalent`. */
export function planLines({ study }: PlannedStudy, plan: RecordOf<'plan'>): string[] {
  const { alpha, equivalence, family } = study.analysis
  const limit = equivalenceLimit(
    { rounds: plan.rounds, subsets: plan.subsets.length },
    { equivalence, alpha, family_size: largestFamily(plan, family) },
  )
  const sd = limit.defined
    ? `±${percent(equivalence)} % can be shown if rounds vary by less than ${percent(Math.expm1(limit.value), 2)} %`
    : 'too few rounds for any verdict'
  const mains = plan.arms.filter(({ arm }) => arm === 'main')
  const dropped = mains.filter(({ decision }) => decision === 'over-budget').length
  const failed = mains.filter(({ decision }) => decision === 'failed').length
  return [
    `  about ${formatDuration(plan.estimate_ns)}; ${familyWords(plan, study.analysis, study.baseline)}`,
    `  ${sd}`,
    ...(dropped > 0 ? [`  ${plural(dropped, 'arm')} over budget and left out (see the report)`] : []),
    ...(failed > 0 ? [`  ${plural(failed, 'arm')} failed when tried and left out (see the report)`] : []),
  ]
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}
