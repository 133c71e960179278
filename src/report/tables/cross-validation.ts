import type { ScoreName } from '../../metrics/scores.ts'
import { averageNote } from '../average-note.ts'
import { CASE_COLUMNS, CONFIGURATION_COLUMNS, caseCells, configurationCells } from '../case-columns.ts'
import { caseLabel } from '../case-label.ts'
import {
  type ConfigurationFolds,
  type CrossValidation,
  crossValidations,
  isOfAllEngines,
} from '../cross-validation.ts'
import { foldInference, foldScore, whyNoInference } from '../fold-score.ts'
import { SHARED_ROWS } from '../fold-words.ts'
import type { Study } from '../ledger-index.ts'
import { about, inference } from '../note.ts'
import type { Results } from '../results.ts'
import {
  type Cell,
  type Column,
  interval,
  intervalColumn,
  missing,
  number,
  numberColumn,
  type Table,
  text,
  textColumn,
} from '../table.ts'
import { bestWords, taskScores } from '../task-scores.ts'

const UNIT = 'fold (their training sets overlap, so folds are not independent)'

function scoreColumns({ task }: Pick<Study, 'task'>): Column[] {
  const unit = task === 'classification' ? 'score' : 'target'
  return [
    textColumn('score', 'score', 0),
    numberColumn('fold_count', 'folds', 'count', 3),
    numberColumn('mean', 'mean', unit, 0),
    numberColumn('sd', 'sd', unit, 0),
    intervalColumn('mean_95', '95 % interval', unit, 1),
  ]
}

function notes({ task }: Pick<Study, 'task'>) {
  const limits = task === 'regression' ? 'below 0' : 'beyond 0 and 1'
  return [
    inference(
      `mean and sd over folds. The 95 % interval is corrected for training sets that overlap (Nadeau and Bengio 2003) and not adjusted for the number of configurations; it may reach ${limits}. Folds in order of time have none.`,
    ),
  ]
}

/** Every configuration over all folds of each cross-validation, by each score. */
export function crossValidationTable(results: Results): Table {
  const { names, main } = taskScores(results.study)
  return {
    name: 'cross-validation',
    title: 'Cross-validation: scores of every configuration over all folds',
    unit_of_replication: UNIT,
    columns: [
      ...CASE_COLUMNS,
      textColumn('engines', 'engines', 2),
      ...CONFIGURATION_COLUMNS,
      textColumn('selected', 'selected', 0),
      ...scoreColumns(results.study),
    ],
    rows: crossValidations(results).flatMap((one) =>
      one.groups.flatMap((group) =>
        group.configurations.flatMap((configuration) =>
          scoreRows(one, configuration, names).map((cells) => [
            ...caseCells(one.facts),
            text(configuration.engines.join(', ')),
            ...configurationCells(configuration.configuration),
            text(configuration === group.selected?.folds ? 'yes' : 'no'),
            ...cells,
          ]),
        ),
      ),
    ),
    notes: [
      ...notes(results.study),
      SHARED_ROWS,
      about(['selected'], `selected: the ${bestWords(main, 'mean')} over these folds, so optimistic.`),
      averageNote(results.folds),
    ].filter((note) => note !== ''),
  }
}

/** One cross-validation at its selected configuration; engines are named where not all gave these labels. */
export function caseCrossValidation(one: CrossValidation, results: Results): Table {
  const selected = one.groups.flatMap(({ selected: found }) => (found === undefined ? [] : [found.folds]))
  const isAlone = isOfAllEngines(one)
  return {
    name: 'cross-validation',
    title: `Cross-validation on ${caseLabel(one.facts, results)}, at the selected configuration`,
    unit_of_replication: UNIT,
    columns: [...(isAlone ? [] : [textColumn('engines', 'engines', 0)]), ...scoreColumns(results.study)],
    rows: selected.flatMap((configuration) =>
      scoreRows(one, configuration, taskScores(results.study).names).map((cells) => [
        ...(isAlone ? [] : [text(configuration.engines.join(', '))]),
        ...cells,
      ]),
    ),
    notes: notes(results.study),
  }
}

function scoreRows(
  { folds }: CrossValidation,
  { cells }: ConfigurationFolds,
  names: readonly ScoreName[],
): Cell[][] {
  return names.map((name) => {
    const score = foldScore(folds, cells, name)
    if (score.kind === 'incomplete') {
      const why = missing(score.reason)
      return [text(name), number(score.folds, why), why, why, why]
    }
    const inference = foldInference(folds, score.values)
    const none = missing(whyNoInference(inference))
    const ends = inference?.defined ? inference.value : undefined
    return [
      text(name),
      number(score.values.length, none),
      number(score.mean, none),
      number(score.sd, none),
      interval(ends, none),
    ]
  })
}
