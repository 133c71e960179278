import { printable } from '../config/printable.ts'
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
  /** How far it is run: answers alone are graded and nothing is timed. */
  readonly until: 'answers' | 'rounds'
}

/** `quick: 2 datasets × 40 configurations × 5 engines (+ null arm), 10 rounds`. */
export function headline({ study, ready, configurations, until }: PlannedStudy): string {
  const cases = study.datasets.length * study.splits.length * Object.keys(study.prepares).length
  const parts = [
    cases === study.datasets.length
      ? plural(cases, 'dataset')
      : `${plural(study.datasets.length, 'dataset')} (${cases} cases)`,
    plural(configurations, 'configuration'),
    `${plural(ready.length, 'engine')}${until === 'rounds' ? ' (+ null arm)' : ''}`,
  ]
  const how = until === 'rounds' ? plural(study.protocol.rounds, 'round') : 'answers only'
  return `${study.name}: ${parts.join(' × ')}, ${how}`
}

/** What is left out and why, grouped by what would mend it. */
export function leftOut(missing: readonly MissingEngine[]): string[] {
  const fixes = [...new Set(missing.map(({ missing: what, fix }) => `${what} (${fix})`))]
  return fixes.map((fix) => {
    const names = missing
      .filter((engine) => `${engine.missing} (${engine.fix})` === fix)
      .map(({ entry }) => entry.name)
    return `  ${names.join(', ')} left out: ${printable(fix)}`
  })
}

/** Duration, family, and how quiet the machine must be before anything can come out `equivalent`. */
export function planLines({ study }: PlannedStudy, plan: RecordOf<'plan'>, left_ns: number): string[] {
  if (left_ns === 0) return ['  already measured; nothing to do']
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
    `  about ${leftWords(plan, left_ns)}; ${familyWords(plan, study.analysis, study.baseline)}`,
    `  ${sd}`,
    ...(dropped > 0 ? [`  ${plural(dropped, 'arm')} over budget and left out (see the report)`] : []),
    ...(failed > 0 ? [`  ${plural(failed, 'arm')} failed when tried and left out (see the report)`] : []),
  ]
}

function leftWords({ estimate_ns }: RecordOf<'plan'>, left_ns: number): string {
  const [left, all] = [left_ns, estimate_ns].map(formatDuration)
  return left === all ? all : `${left} of ${all} left`
}

/** `1 round`, `2 rounds`. */
export function plural(count: number, noun: string, several = `${noun}s`): string {
  return `${count} ${count === 1 ? noun : several}`
}
