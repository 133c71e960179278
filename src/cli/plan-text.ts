import { printable } from '../config/printable.ts'
import { isTimed, type Study } from '../config/study.ts'
import { caseSplits } from '../data/case-split.ts'
import type { RecordOf } from '../ledger/record.ts'
import { familyWords, largestFamily } from '../report/family-size.ts'
import { percent } from '../report/percent.ts'
import type { LeftToDo } from '../runner/left-to-do.ts'
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
  const parts = [
    `${plural(study.datasets.length, 'dataset')}${casesWords(study)}`,
    plural(configurations, 'configuration'),
    `${plural(ready.length, 'engine')}${until === 'rounds' ? ' (+ null arm)' : ''}`,
  ]
  const how = until === 'rounds' ? plural(study.protocol.rounds, 'round') : 'answers only'
  return `${study.name}: ${parts.join(' × ')}, ${how}`
}

/** ` (10 cases)`, ` (5 folds)`, ` (5 cases, 25 folds)`, ` (7 changes)`; nothing where each dataset is one case. */
function casesWords({ datasets, splits, prepares, variants = [] }: Study): string {
  const each = datasets.length * Object.keys(prepares).length
  const cases = each * splits.filter(isTimed).length
  const folds = each * splits.filter((split) => !isTimed(split)).flatMap(caseSplits).length
  const words = [
    ...(cases === 0 || (cases === datasets.length && folds === 0) ? [] : [plural(cases, 'case')]),
    ...(folds === 0 ? [] : [plural(folds, 'fold')]),
    ...(variants.length === 0 ? [] : [plural(variants.length, 'change')]),
  ]
  return words.length === 0 ? '' : ` (${words.join(', ')})`
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
export function planLines(
  { study }: PlannedStudy,
  plan: RecordOf<'plan'>,
  { rounds_ns, fold_arms }: LeftToDo,
): string[] {
  if (rounds_ns === 0 && fold_arms === 0) return ['  already measured; nothing to do']
  const folds = fold_arms === 0 ? [] : [`  ${foldsWords(fold_arms)}`]
  if (rounds_ns === 0) return ['  already timed', ...folds]
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
    `  about ${leftWords(plan, rounds_ns)}; ${familyWords(plan, study.analysis, study.baseline)}`,
    `  ${sd}`,
    ...folds,
    ...(dropped > 0 ? [`  ${plural(dropped, 'arm')} over budget and left out (see the report)`] : []),
    ...(failed > 0 ? [`  ${plural(failed, 'arm')} failed when tried and left out (see the report)`] : []),
  ]
}

/** Folds have no place in the estimate, so what comes after the last round is told. */
function foldsWords(fold_arms: number): string {
  return `after that, answers to ${plural(fold_arms, 'engine × fold', 'engines × folds')} are scored; they are not timed and not in this estimate`
}

function leftWords({ estimate_ns, shard }: RecordOf<'plan'>, left_ns: number): string {
  const [left, all] = [left_ns, estimate_ns].map(formatDuration)
  if (shard !== undefined) return `${left} here, ${all} for all shards`
  return left === all ? all : `${left} of ${all} left`
}

/** `1 round`, `2 rounds`. */
export function plural(count: number, noun: string, several = `${noun}s`): string {
  return `${count} ${count === 1 ? noun : several}`
}
