import type { ScoreName } from '../../metrics/scores.ts'
import type { ArmResults, ScoredCell } from '../arm-results.ts'
import { reasonWithoutTimes } from '../arm-times.ts'
import { CASE_COLUMNS, CONFIGURATION_COLUMNS, caseCells, configurationCells } from '../case-columns.ts'
import { type Configuration, configurationKey } from '../configuration-key.ts'
import type { Study } from '../ledger-index.ts'
import { baselineArm, mainArms } from '../main-arms.ts'
import { meanScore } from '../mean-score.ts'
import { about } from '../note.ts'
import type { CaseResults, Results } from '../results.ts'
import { scoreDifference } from '../score-difference.ts'
import { rightCells, selectConfiguration } from '../selected-configurations.ts'
import {
  blank,
  type Cell,
  type Column,
  missing,
  number,
  numberColumn,
  type Table,
  text,
  textColumn,
} from '../table.ts'
import { SCORE_WORDS, taskScores } from '../task-scores.ts'

/** The other scores of every engine, of a regression all of them, each with its difference to the baseline. */
export function scoresTable(results: Results): Table {
  const { study } = results
  return {
    name: 'scores',
    title: TITLES[study.task],
    unit_of_replication: 'test set (one a case, so differences carry no interval)',
    columns: columnsOf(SHOWN[study.task]),
    rows: results.cases.flatMap((one) => caseRows(one, study)),
    notes: [
      `selected: at the configuration where the baseline ${study.task === 'regression' ? 'has the lowest RMSE' : 'is most accurate'}, the same for every engine; it is chosen on this test set. mean: over the configurations that the engine and the baseline both answered right.`,
      ...(study.task === 'regression'
        ? ['RMSE and MAE are in the unit of the target, and less is better; R² is 1 at best.']
        : [
            'Two classes: of the positive class. More: macro average.',
            about(['roc_auc'], 'ROC-AUC with more than two classes: one against the rest.'),
          ]),
    ],
  }
}

const SHOWN = {
  classification: ['precision', 'recall', 'f1', 'roc_auc'],
  regression: ['rmse', 'mae', 'r2'],
} as const satisfies Record<Study['task'], readonly ScoreName[]>

const TITLES = {
  classification: 'Precision, recall, F1 and ROC-AUC, with differences to the baseline',
  regression: 'RMSE, MAE and R², with differences to the baseline',
} as const satisfies Record<Study['task'], string>

const columnsOf = (shown: readonly ScoreName[]): Column[] => [
  ...CASE_COLUMNS,
  textColumn('engine', 'engine', 0),
  textColumn('at', 'at', 0),
  ...CONFIGURATION_COLUMNS.map((column) => ({ ...column, priority: 6 })),
  numberColumn('configurations', 'configurations', 'count', 7),
  ...shown.flatMap((name, i) => {
    const { title, unit, difference } = SCORE_WORDS[name]
    return [
      numberColumn(name, title, unit, i),
      numberColumn(`${name}_difference`, `Δ ${title}`, difference, i),
    ]
  }),
]

function caseRows(one: CaseResults, study: Study): Cell[][] {
  const baseline = baselineArm(one, study.baseline)
  const shown = SHOWN[study.task]
  const ofBaseline = baseline === undefined ? [] : rightCells(baseline)
  const chosen = selectConfiguration(ofBaseline, taskScores(study).main, 'best')?.cell.configuration
  return mainArms(one).flatMap((arm) => {
    const pairs = sharedCells(rightCells(arm), ofBaseline)
    const self = arm === baseline ? 'baseline' : 'other'
    const named = (at: string, about: Partial<Configuration>) => [
      ...caseCells(one.facts),
      text(arm.engine),
      text(at),
      ...configurationCells(about),
    ]
    const selected = pairs.filter(({ key }) => chosen !== undefined && key === configurationKey(chosen))
    return [
      [...named('selected', chosen ?? {}), ...scoreCells({ arm, shown, self }, selected)],
      [...named('mean', {}), ...scoreCells({ arm, shown, self }, pairs)],
    ]
  })
}

interface Pair {
  readonly key: string
  readonly own: ScoredCell
  readonly baseline: ScoredCell
}

/** The configurations of an arm that the baseline has too. */
function sharedCells(cells: readonly ScoredCell[], ofBaseline: readonly ScoredCell[]): Pair[] {
  const known = new Map(ofBaseline.map((cell) => [configurationKey(cell.configuration), cell]))
  return cells.flatMap((own) => {
    const key = configurationKey(own.configuration)
    const baseline = known.get(key)
    return baseline === undefined ? [] : [{ key, own, baseline }]
  })
}

interface Shown {
  readonly arm: ArmResults
  readonly shown: readonly ScoreName[]
  readonly self: 'baseline' | 'other'
}

function scoreCells({ arm, shown, self }: Shown, pairs: readonly Pair[]): Cell[] {
  if (pairs.length === 0) {
    const right = rightCells(arm).length
    const why =
      right === 0 ? reasonWithoutTimes(arm) : 'not answered right by both this engine and the baseline'
    return [blank(why), missing(why), ...shown.flatMap(() => [blank(why), blank(why)]).slice(1)]
  }
  const undefinedHere = missing('this score is not defined here')
  return [
    number(pairs.length, undefinedHere),
    ...shown.flatMap((name) => {
      const own = meanScore(
        pairs.map((pair) => pair.own),
        name,
      )
      const baseline = meanScore(
        pairs.map((pair) => pair.baseline),
        name,
      )
      const difference =
        own === undefined || baseline === undefined ? undefined : scoreDifference(own, baseline)
      return [
        number(own, undefinedHere),
        self === 'baseline' ? blank('the baseline itself') : number(difference, blank('no score to compare')),
      ]
    }),
  ]
}
