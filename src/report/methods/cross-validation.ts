import {
  configurationContrasts,
  contrastFamilies,
  contrastFamilyWords,
  referenceConfiguration,
} from '../configuration-contrasts.ts'
import { describeConfiguration } from '../configuration-key.ts'
import { type CrossValidation, crossValidations } from '../cross-validation.ts'
import { isInTimeOrder } from '../fold-score.ts'
import { listWords } from '../list-words.ts'
import type { Results } from '../results.ts'
import { ANSWER_WORDS, bestWords, SCORE_WORDS, taskScores } from '../task-scores.ts'

/** What is scored in folds, over what it is averaged, and which test their overlap allows; nothing without folds. */
export function crossValidationParagraphs(results: Results): string[] {
  const validations = crossValidations(results)
  if (validations.length === 0) return []
  const { main } = taskScores(results.study)
  return [
    [
      `In a cross-validation the unit of replication is the fold, and nothing of it is timed. Every configuration is scored on the test part of each fold, and its mean and standard deviation are over the folds; both are given only if it was answered right, and the score is defined, in all of them. Engines with the same ${ANSWER_WORDS[results.study.task].many} in every fold are scored once, for they are no replicates of each other. A configuration named as selected has the ${bestWords(main, 'mean')} over the folds that also score it, so its score is optimistic.`,
      ...overlapWords(validations, results.study),
      ...timeOrderWords(validations),
      ...comparisonWords(results, validations),
    ].join(' '),
  ]
}

function overlapWords(validations: readonly CrossValidation[], { task }: Results['study']): string[] {
  const overlapping = validations.filter(({ folds }) => !isInTimeOrder(folds))
  if (overlapping.length === 0) return []
  return [
    `The training sets of the folds of ${labels(overlapping)} overlap, so folds are not independent: the 95 % intervals of means, and the tests of differences, are those of the corrected resampled t (Nadeau and Bengio 2003), which takes (1/J + n_test/n_train)·sd² as the squared standard error of a mean over J folds, with J − 1 degrees of freedom. The correction is a heuristic without a proof of its level, and its intervals may reach ${task === 'regression' ? 'below 0' : 'beyond 0 and 1'}.`,
  ]
}

function timeOrderWords(validations: readonly CrossValidation[]): string[] {
  const ordered = validations.filter(({ folds }) => isInTimeOrder(folds))
  if (ordered.length === 0) return []
  return [
    `The training sets of ${labels(ordered)} are in order of time and grow from fold to fold; no correction is known for that, so there is neither an interval nor a test.`,
  ]
}

function labels(validations: readonly CrossValidation[]): string {
  return listWords([...new Set(validations.map(({ facts }) => facts.split_label))])
}

/** The reference is named wherever there is something to compare with it, the family wherever something can be tested. */
function comparisonWords(results: Results, validations: readonly CrossValidation[]): string[] {
  const { configurations, plan, study } = results
  const groups = configurationContrasts(results, validations)
  if (groups.every(({ contrasts }) => contrasts.every(({ kind }) => kind === 'not-compared'))) return []
  const families = contrastFamilies(results, validations)
  const apart = plan === undefined ? '' : ' and is apart from that of the verdicts on time'
  return [
    `The ${SCORE_WORDS[taskScores(study).main].title} of every configuration is compared, fold by fold, with that of ${describeConfiguration(referenceConfiguration(configurations))}, which was fixed before anything was scored: it is scikit-learn's default, or the first of a grid without it.`,
    ...(families.size === 0
      ? []
      : [
          `Holm's adjusted p decides at α = ${study.analysis.alpha}. Its family (${contrastFamilyWords(families)}) was fixed by the study before anything was scored${apart}; what table configuration-comparisons says below tells which comparisons it holds.`,
        ]),
  ]
}
