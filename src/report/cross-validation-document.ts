import { isError, type ScoreName } from '../metrics/scores.ts'
import { countOf } from './answers-summary.ts'
import { caseLabel } from './case-label.ts'
import { isRightCell } from './cell-result.ts'
import {
  type ContrastFamily,
  configurationContrasts,
  contrastFamilies,
  type GroupContrasts,
  isHigher,
  isShown,
  referenceConfiguration,
} from './configuration-contrasts.ts'
import { configurationKey, describeConfiguration } from './configuration-key.ts'
import { type CrossValidation, crossValidations, type FoldGroup, isOfAllEngines } from './cross-validation.ts'
import type { CaseDocument } from './document.ts'
import { foldRange } from './fold-range.ts'
import { isInTimeOrder } from './fold-score.ts'
import { groupBy } from './group-by.ts'
import type { Results } from './results.ts'
import { runCommand, type StudyReference } from './run-command.ts'
import { caseCrossValidation } from './tables/cross-validation.ts'
import { ANSWER_WORDS, scoreWords, taskScores } from './task-scores.ts'
import { wrongFolds } from './wrong-answers.ts'

/** A section for each cross-validation, however many folds it has: scores at the selected configuration, then the small print. */
export function crossValidationDocuments(results: Results, reference: StudyReference): CaseDocument[] {
  const validations = crossValidations(results)
  const contrasts = groupBy(configurationContrasts(results, validations), ({ one }) => one)
  const families = [...contrastFamilies(results, validations).values()]
  return validations.map((one) => ({
    title: `${caseLabel(one.facts, results)}: cross-validation`,
    facts: factsWords(one, results),
    table: caseCrossValidation(one, results),
    alarms: wrongFolds(one.folds, reference),
    sentences: [
      ...selectedLines(one, taskScores(results.study).main),
      ...families
        .filter((family) => family.validations.includes(one))
        .flatMap((family) => comparedLines(contrasts.get(one) ?? [], family, results)),
      ...agreementLine(one, results),
      ...unansweredLines(one),
      ...openLine(one, reference),
      isInTimeOrder(one.folds)
        ? 'one observation is a fold; the training sets of later folds hold those of earlier ones, and no correction is known for that, so there is no interval; nothing here was timed'
        : `one observation is a fold; the training sets of folds overlap, so intervals (which may reach ${results.study.task === 'regression' ? 'below 0' : 'beyond 1'}) and tests are corrected (Nadeau and Bengio); nothing here was timed`,
    ],
  }))
}

function factsWords({ facts, folds }: CrossValidation, { folds: all }: Results): string[] {
  const { split_label, split_seed, prepare } = facts
  const isSeveral = new Set(all.map((one) => one.facts.prepare)).size > 1
  const repeats = new Set(folds.map((one) => one.facts.repeat)).size
  return [
    [
      split_label,
      ...(split_seed === null ? [] : [`seed ${split_seed}`]),
      ...(isSeveral ? [prepare] : []),
    ].join(', '),
    `${foldRange(folds, 'n_train')} train, ${foldRange(folds, 'n_test')} test, ${foldRange(folds, 'n_features')} feature${foldRange(folds, 'n_features') === '1' ? '' : 's'}`,
    ...(folds.some((one) => one.facts.rows_scored < one.facts.n_test)
      ? [`${foldRange(folds, 'rows_scored')} test rows scored and graded`]
      : []),
    `n = ${folds.length} folds${repeats > 1 ? ` (${repeats} repeats)` : ''}`,
  ]
}

/** One line where all groups of engines say the same; engines are named where it is not that of all. */
function selectedLines(one: CrossValidation, main: ScoreName): string[] {
  const alike = new Set(one.groups.flatMap((group) => selectedLine(group, main, 'all')))
  const isOfAll = one.groups.every((group) => isOfAllEngines({ ...one, groups: [group] }))
  return alike.size === 1 && isOfAll
    ? [...alike]
    : one.groups.flatMap((group) => selectedLine(group, main, 'named'))
}

function selectedLine({ selected }: FoldGroup, main: ScoreName, engines: 'all' | 'named'): string[] {
  if (selected === undefined) return []
  const { folds, mean, tied, of } = selected
  const who = engines === 'named' ? ` (${folds.engines.join(', ')})` : ''
  const which = `${describeConfiguration(folds.configuration)}: mean ${scoreWords(main, mean)}`
  if (of === 1) return [`the one configuration answered in every fold${who}: ${which}`]
  const others = tied > 1 ? `, tied with ${countOf(tied - 1, 'other')}` : ''
  return [
    `selected configuration${who}: ${which}, the ${isError(main) ? 'lowest' : 'highest'} of ${of} over these folds${others}, so optimistic`,
  ]
}

/** One line where all groups of engines say the same, as they mostly do where only ties part them. */
function comparedLines(
  groups: readonly GroupContrasts[],
  family: ContrastFamily,
  results: Results,
): string[] {
  const lines = groups.flatMap((one) => {
    const words = comparedWords(one, family, results)
    return words === undefined ? [] : [{ words, who: testedEngines(one).join(', ') }]
  })
  const distinct = [...new Set(lines.map(({ words }) => words))]
  return distinct.length === 1 ? distinct : lines.map(({ words, who }) => `${words} (${who})`)
}

/** The engines that all of its tests are of. */
function testedEngines({ group, contrasts }: GroupContrasts): string[] {
  const tested = contrasts.filter(({ kind }) => kind === 'tested')
  return group.engines.filter((engine) => tested.every(({ engines }) => engines.includes(engine)))
}

/** How many configurations differ from the one that was fixed in advance. */
function comparedWords(
  { group, contrasts }: GroupContrasts,
  { size }: ContrastFamily,
  { configurations, study }: Results,
): string | undefined {
  const { alpha } = study.analysis
  const { main } = taskScores(study)
  const reference = referenceConfiguration(configurations)
  const isReference = (key: string) => key === configurationKey(reference)
  const base = group.configurations.find(({ configuration }) => isReference(configurationKey(configuration)))
  const tested = contrasts.filter((contrast) => contrast.kind === 'tested')
  if (base?.score.kind !== 'whole' || tested.length === 0) return undefined
  const shown = tested.filter((contrast) => isShown(contrast, alpha))
  const higher = shown.filter(isHigher).length
  const without = contrasts.length - tested.length
  const counts = [
    `${higher} higher`,
    `${shown.length - higher} lower`,
    `${tested.length - shown.length} with no difference shown`,
    `${without} not tested`,
  ].join(', ')
  return `against ${describeConfiguration(reference)} (fixed in advance; mean ${scoreWords(main, base.score.mean)}): ${counts} (Holm over m = ${size} planned comparisons, α = ${alpha}; --table configuration-comparisons)`
}

function agreementLine({ groups }: CrossValidation, { study }: Results): string[] {
  if (groups.length !== 1 || groups[0].engines.length === 1) return []
  return [
    `the ${ANSWER_WORDS[study.task].many} of ${groups[0].engines.join(', ')} agree in all folds, wherever they are right`,
  ]
}

/** What a run that was cut off has left. */
function openLine({ folds }: CrossValidation, reference: StudyReference): string[] {
  const cells = folds.flatMap(({ arms }) => arms.flatMap((arm) => arm.cells))
  const open = cells.filter(({ status }) => status === 'not-run').length
  if (open === 0) return []
  return [`${open} of ${cells.length} cells are not answered yet; go on with: ${runCommand(reference)}`]
}

/** Engines with cells that have no right answer, and how many of each kind. */
function unansweredLines({ folds }: CrossValidation): string[] {
  const cells = folds.flatMap(({ arms }) => arms.flatMap((arm) => arm.cells.map((cell) => ({ arm, cell }))))
  return [...groupBy(cells, ({ arm }) => arm.engine)].flatMap(([engine, own]) => {
    const without = own.filter(({ cell }) => !isRightCell(cell) && cell.status !== 'not-run')
    if (without.length === 0) return []
    const kinds = groupBy(without, ({ cell }) => (cell.status === 'answered' ? 'undecidable' : cell.status))
    const counts = [...kinds].map(([status, of]) => `${of.length} ${status}`).join(', ')
    return [`${engine} has no right answer in ${without.length} of ${own.length} cells: ${counts}`]
  })
}
