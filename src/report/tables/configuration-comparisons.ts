import type { ScoreName } from '../../metrics/scores.ts'
import { countOf } from '../answers-summary.ts'
import { CASE_COLUMNS, CONFIGURATION_COLUMNS, caseCells, configurationCells } from '../case-columns.ts'
import {
  type ConfigurationContrast,
  type ContrastFamily,
  configurationContrasts,
  contrastFamilies,
  contrastFamilyWords,
  type GroupContrasts,
  isHigher,
  isShown,
  referenceConfiguration,
  testedComparisons,
} from '../configuration-contrasts.ts'
import { describeConfiguration } from '../configuration-key.ts'
import { crossValidations } from '../cross-validation.ts'
import { SHARED_ROWS } from '../fold-words.ts'
import { about, inference } from '../note.ts'
import type { Results } from '../results.ts'
import {
  blank,
  type Cell,
  type Column,
  interval,
  intervalColumn,
  type Note,
  number,
  numberColumn,
  type Table,
  text,
  textColumn,
} from '../table.ts'
import { ANSWER_WORDS, bestWords, SCORE_WORDS, taskScores } from '../task-scores.ts'

/** The main score of every configuration against that of one fixed in advance, over the folds of each cross-validation. */
export function configurationComparisonsTable(results: Results): Table {
  const validations = crossValidations(results)
  const groups = configurationContrasts(results, validations)
  const reference = describeConfiguration(referenceConfiguration(results.configurations))
  const families = contrastFamilies(results, validations)
  const { alpha } = results.study.analysis
  const { main } = taskScores(results.study)
  return {
    name: 'configuration-comparisons',
    title: `Configurations compared: ${SCORE_WORDS[main].title} less that of ${reference}`,
    unit_of_replication: 'fold (their training sets overlap, so the test is a corrected one)',
    ...family(groups, families, results),
    columns: columnsOf(main),
    rows: groups.flatMap((group) => group.contrasts.map((one) => row(group, one, alpha))),
    notes: [
      inference(
        `The reference ${reference} was fixed before anything was scored: it is scikit-learn's default, or the first of the grid. p: corrected resampled t (Nadeau and Bengio 2003), a heuristic; the 95 % interval is not adjusted.`,
      ),
      ...familyNotes(groups, families, results.study),
      about(
        ['selected'],
        `selected: the ${bestWords(main, 'mean')} over these folds, so its difference is optimistic.`,
      ),
      `${SHARED_ROWS} They share a test where they answered the reference too.`,
    ],
  }
}

/** What m is, and how many of its comparisons have no test; nothing where none can have one. */
function familyNotes(
  groups: readonly GroupContrasts[],
  families: ReadonlyMap<string, ContrastFamily>,
  { task, analysis: { alpha } }: Results['study'],
): Note[] {
  if (families.size === 0) return []
  const planned = [...families.values()].reduce((sum, { size }) => sum + size, 0)
  const tested = testedComparisons(groups).length
  return [
    inference(
      `Holm p decides at α = ${alpha}. Its family is every configuration but the reference on every cross-validation whose folds are not in order of time: ${contrastFamilyWords(families)}, fixed by the study and not by its answers or engines. ${testedWords(planned, tested)} Where ${ANSWER_WORDS[task].many} of engines differ, the largest of their p stands for the comparison, so a difference is shown only where all of them show it.`,
    ),
  ]
}

function testedWords(planned: number, tested: number): string {
  const all = countOf(planned, 'planned comparison')
  if (tested === planned) return `All ${all} could be tested.`
  return `Of ${all}, ${tested} could be tested; those that could not (${planned - tested}) count in m too.`
}

const columnsOf = (main: ScoreName): Column[] => [
  ...CASE_COLUMNS,
  textColumn('engines', 'engines', 2),
  ...CONFIGURATION_COLUMNS,
  textColumn('selected', 'selected', 0),
  numberColumn('difference', 'difference', SCORE_WORDS[main].unit, 0),
  intervalColumn('difference_95', '95 % interval', SCORE_WORDS[main].unit, 1),
  numberColumn('p', 'p', 'p', 2),
  numberColumn('p_adjusted', 'Holm p', 'p', 0),
  textColumn('finding', SCORE_WORDS[main].title, 0),
  textColumn('reason', 'reason', 4),
]

function row({ one, group }: GroupContrasts, contrast: ConfigurationContrast, alpha: number): Cell[] {
  return [
    ...caseCells(one.facts),
    text(contrast.engines.join(', ')),
    ...configurationCells(contrast.folds.configuration),
    text(contrast.folds === group.selected?.folds ? 'yes' : 'no'),
    ...contrastCells(contrast, alpha),
  ]
}

function contrastCells(contrast: ConfigurationContrast, alpha: number): Cell[] {
  if (contrast.kind !== 'tested') {
    const why = blank(contrast.reason)
    const difference = contrast.kind === 'described' ? contrast.difference : undefined
    return [number(difference, why), why, why, why, text('not tested'), text(contrast.reason)]
  }
  const { difference, p, p_adjusted } = contrast
  const isDifferent = isShown(contrast, alpha)
  const none = blank('none')
  return [
    number(difference, none),
    interval(contrast, none),
    number(p, none),
    number(p_adjusted, none),
    text(isDifferent ? (isHigher(contrast) ? 'higher' : 'lower') : 'no difference shown'),
    text(`Holm's p ${isDifferent ? 'at most' : 'above'} ${alpha}`),
  ]
}

/** `78 comparisons of configurations, α = 0.05 for the family`; nothing where nothing is tested. */
function family(
  groups: readonly GroupContrasts[],
  families: ReadonlyMap<string, ContrastFamily>,
  { study }: Results,
): Pick<Table, 'family'> {
  if (!groups.some(({ contrasts }) => contrasts.some(({ kind }) => kind === 'tested'))) return {}
  const { alpha, family: of } = study.analysis
  const total = [...families.values()].reduce((sum, { size }) => sum + size, 0)
  const count = `${countOf(total, 'comparison')} of configurations`
  const sizes = [...families].map(([dataset, { size }]) => `${size} on ${dataset}`).join(', ')
  return {
    family:
      of === 'study'
        ? `${count}, α = ${alpha} for the family`
        : `${count} (${sizes}), α = ${alpha} for each dataset`,
  }
}
