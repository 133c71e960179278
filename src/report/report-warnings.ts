import { shardWords } from '../config/shard.ts'
import { countOf } from './answers-summary.ts'
import { caseLabel } from './case-label.ts'
import { dataWarnings } from './data-warnings.ts'
import { drifts } from './drift.ts'
import { caseFallbacks, describeFallback } from './fallbacks.ts'
import { foldWords } from './fold-words.ts'
import { machineWarnings } from './machine-warnings.ts'
import { isTold } from './noise-words.ts'
import { otherEnvironments } from './other-environments.ts'

import { everyArm } from './ranked-arms.ts'
import { formatNumber } from './render/format-number.ts'
import type { CaseResults, Results } from './results.ts'
import { runCommand, type StudyReference } from './run-command.ts'

/** What a reader should know before believing the numbers, one sentence each. */
export function reportWarnings(results: Results, reference: StudyReference): string[] {
  return [
    ...partOnly(results),
    ...machineWarnings(results),
    ...results.cases.flatMap((one) => [
      ...noisyMachine(one, results),
      ...stolenTime(one, results),
      ...unfinished(one, results, reference),
      ...fallbackWarnings(one, results),
    ]),
    ...results.folds.flatMap((one) => fallbackWarnings(one, results)),
    ...drifted(results),
    ...unpinned(results),
    ...otherEnvironments(results),
    ...dataWarnings(results),
  ]
}

function partOnly({ index: { shard } }: Results): string[] {
  if (shard === undefined) return []
  return [
    `this is shard ${shardWords(shard)} of the study, and its verdicts are of these rounds only; unite all shards with: knnbench merge`,
  ]
}

function noisyMachine({ contrasts, facts }: CaseResults, results: Results): string[] {
  const found = contrasts.null_arm
  if (found?.kind !== 'compared' || found.noise_share === undefined) return []
  const { equivalence } = results.study.analysis
  if (found.noise_share <= equivalence) return []
  const noise = isTold(found.noise_share)
    ? `by ${formatNumber(found.noise_share, 'share')}`
    : `by any amount, as far as ${countOf(found.rounds, 'round')} can tell`
  return [
    `${caseLabel(facts, results)}: noisy machine: the same code against itself may differ ${noise}, more than the ±${formatNumber(equivalence, 'share')} of equivalence, so nothing can be called equivalent here and smaller differences stay inconclusive; quiet the machine or raise the rounds`,
  ]
}

function drifted(results: Results): string[] {
  const { baseline, analysis } = results.study
  return drifts(results).flatMap(({ one, arm, test, p_adjusted }) => {
    if (!test.defined || p_adjusted === undefined || p_adjusted > analysis.alpha) return []
    const isBaseline = arm.engine === baseline && arm.arm === 'main'
    const what = isBaseline
      ? `the times of ${baseline}`
      : `the ratio of ${arm.arm === 'null' ? 'the null arm' : arm.engine} to ${baseline}`
    const so = isBaseline
      ? 'the machine changed meanwhile; ratios are taken within rounds and stand'
      : 'the rounds are not alike, so its interval and p are too sure'
    const way = test.value.tau > 0 ? 'rose' : 'fell'
    return [
      `${caseLabel(one.facts, results)}: ${what} ${way} over the rounds (Kendall τ ${formatNumber(test.value.tau, 'real')}, Holm p ${formatNumber(p_adjusted, 'p')}): ${so}; see --table rounds`,
    ]
  })
}

/** A hypervisor that takes a share s of the CPU stretches times by about s; 2 % is two fifths of the default δ. */
const NOTICED_STEAL_SHARE = 0.02

function stolenTime(one: CaseResults, results: Results): string[] {
  const { facts } = one
  const shares = everyArm(one).flatMap(({ blocks }) => blocks.map(({ end }) => end.steal_share ?? 0))
  const noticed = shares.filter((share) => share > NOTICED_STEAL_SHARE)
  if (noticed.length === 0) return []
  const limit = formatNumber(NOTICED_STEAL_SHARE, 'share')
  const most = formatNumber(Math.max(...noticed), 'share')
  return [
    `${caseLabel(facts, results)}: in ${noticed.length} of ${countOf(shares.length, 'block')} the hypervisor took more than ${limit} of the CPU (at most ${most})`,
  ]
}

function unfinished(
  { facts, rounds, rounds_waiting }: CaseResults,
  results: Results,
  reference: StudyReference,
): string[] {
  const { plan, study, index } = results
  const { protocol } = study
  if (plan === undefined || rounds === 0 || rounds >= protocol.rounds) return []
  const waiting =
    rounds_waiting === 0
      ? ''
      : `, ${countOf(rounds_waiting, 'more waits', 'more wait')} for the pass to be complete`
  const found = `${caseLabel(facts, results)}: ${rounds} of ${protocol.rounds} rounds count${waiting}`
  if (index.shards !== undefined) return [`${found}; knnbench merge names what is missing`]
  return [index.shard === undefined ? `${found}; go on with: ${runCommand(reference)}` : found]
}

function fallbackWarnings({ facts }: CaseResults, results: Results): string[] {
  return caseFallbacks(results.index, facts.case_id).map(
    (one) =>
      `${caseLabel(facts, results)}${facts.fold === null ? '' : `, ${foldWords(facts)}`}: ${one.engine}: ${describeFallback(one)}`,
  )
}

function unpinned({ index, cases }: Results): string[] {
  const used = new Set(
    cases.flatMap((one) =>
      everyArm(one).flatMap(({ blocks }) => blocks.map(({ block }) => block.session_id)),
    ),
  )
  const loose = index
    .all('session')
    .some(({ session_id, engine_cores }) => used.has(session_id) && engine_cores === null)
  return loose ? ['engines were not pinned to cores on this machine, so times vary more than they could'] : []
}
