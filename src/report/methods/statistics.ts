import { bonferroniLevel } from '../../stats/bonferroni-level.ts'
import { countOf } from '../answers-summary.ts'
import { caseLabel } from '../case-label.ts'
import { familySizeWords, largestFamily } from '../family-size.ts'
import { isFoldsOnly } from '../folds-only.ts'
import { groupBy } from '../group-by.ts'
import type { Plan } from '../ledger-index.ts'
import { listWords } from '../list-words.ts'
import { isTold } from '../noise-words.ts'
import { percent } from '../percent.ts'
import { formatNumber } from '../render/format-number.ts'
import type { Results } from '../results.ts'
import { ANSWER_WORDS } from '../task-scores.ts'
import { crossValidationParagraphs } from './cross-validation.ts'

/** The unit of replication, the tests, the family and its corrections, and the noise of the machine. */
export function statisticsParagraphs(results: Results): string[] {
  return [...(isFoldsOnly(results) ? [] : holdoutParagraphs(results)), ...crossValidationParagraphs(results)]
}

function holdoutParagraphs(results: Results): string[] {
  const { plan, study } = results
  const { alpha, equivalence, family } = study.analysis
  const descriptive = `Exact engines whose answers are right can differ in a ${ANSWER_WORDS[study.task].one} of a test set only by a tie or by rounding, which is agreement${study.task === 'regression' ? '.' : ': it is counted and not tested. Only where labels differ otherwise does the exact McNemar test ask which of two engines is right more often (table disagreements).'} Differences of scores, and differences between values of k, distance metrics or weights on a holdout, are described and not tested, since all share one test set and one training set. A configuration named as selected was chosen on the test set that also scores it, so its score is optimistic.`
  if (plan === undefined) return [descriptive]
  const m = familySizeWords(plan, family)
  const level = bonferroniLevel(alpha, largestFamily(plan, family))
  return [
    `The unit of replication is the round, that is, one fresh process of each engine; it is never one of the configurations, and repeats within a process add nothing to it. For each round, y is the mean of ln(time of the engine / time of the baseline) over those configurations of the round that are valid for both. ${testWords(results, plan)} Fixed in advance, the primary test is the paired t test over rounds.`,
    `The family of the study's verdicts is every comparison of an exact engine with the baseline ${family === 'study' ? 'in the study' : 'on one dataset'}, the null arm excluded: m = ${m}, fixed in the plan before the first round. A verdict reads the t interval at level 1 − α/m (Bonferroni; ${percent(level, 4)} %${family === 'study' ? '' : ' for the largest family'}), with α = ${alpha}. Let δ = ln(1 + ${equivalence}), and N the largest absolute bound of the null arm's 95 % interval on the same case. An engine is faster or slower if the interval lies beyond ±max(δ, N), equivalent if it lies inside ±δ and N is at most δ, and inconclusive otherwise; so noise can only make a verdict inconclusive. Intervals at 95 % and Holm's adjusted p values are printed beside the verdicts and decide nothing.`,
    `${noiseWords(results)} ${descriptive}`,
  ]
}

function testWords(results: Results, { subsets: { length: subsets }, passes }: Plan): string {
  if (subsets <= 1) return 'Mean and standard error of y are those of a paired t test over rounds.'
  const plain = `the plain t over the ${subsets} rounds is used, whose interval includes the spread between configurations; rounds that it is said to take are then at most so many`
  if (passes <= 1) return `With one pass, ${plain}.`
  const once = results.cases.filter(({ rounds }) => rounds === subsets)
  const short =
    once.length === 0
      ? ''
      : ` On ${listWords(once.map(({ facts }) => caseLabel(facts, results)))}, of which one pass counts, ${plain}.`
  return `The estimate is the mean of the ${subsets} subset means; its standard error is the pooled one within subsets, with ${subsets * (passes - 1)} degrees of freedom where all rounds count.${short}`
}

/** How far the baseline may differ from itself, case by case; where that cannot be told, from how few rounds. */
function noiseWords(results: Results): string {
  const found = results.cases.flatMap(({ facts, contrasts: { null_arm } }) =>
    null_arm?.kind === 'compared'
      ? [{ label: caseLabel(facts, results), share: null_arm.noise_share, rounds: null_arm.rounds }]
      : [],
  )
  const told = found.flatMap(({ label, share }) =>
    share !== undefined && isTold(share) ? [`${formatNumber(share, 'share')} on ${label}`] : [],
  )
  const untold = found.filter(({ share }) => share === undefined || !isTold(share))
  const limits = [
    ...(told.length === 0 ? [] : [`the same code may differ from itself by up to ${listWords(told)}`]),
    ...[...groupBy(untold, ({ rounds }) => rounds)].map(
      ([rounds, alike]) =>
        `no limit can be told from ${countOf(rounds, 'round')} on ${listWords(alike.map(({ label }) => label))}`,
    ),
  ]
  return limits.length === 0
    ? 'No null arm was measured that could tell the noise of the machine.'
    : `By the null arm, ${limits.join('; ')}.`
}
