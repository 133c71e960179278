import type { ScoreName } from '../../metrics/scores.ts'
import type { ArmResults, ScoredCell } from '../arm-results.ts'
import { reasonWithoutTimes } from '../arm-times.ts'
import { CASE_COLUMNS, CONFIGURATION_COLUMNS, caseCells, configurationCells } from '../case-columns.ts'
import { type Configuration, configurationKey } from '../configuration-key.ts'
import { baselineArm, mainArms } from '../main-arms.ts'
import { meanScore } from '../mean-score.ts'
import { about } from '../note.ts'
import type { CaseResults, Results } from '../results.ts'
import { rightCells, selectConfiguration } from '../selected-configurations.ts'
import { blank, type Cell, missing, number, numberColumn, type Table, text, textColumn } from '../table.ts'

/** Precision, recall, F1 and ROC-AUC of every engine, each with its difference to the baseline. */
export function scoresTable(results: Results): Table {
  const { baseline } = results.study
  return {
    name: 'scores',
    title: 'Precision, recall, F1 and ROC-AUC, with differences to the baseline',
    unit_of_replication: 'test set (one a case, so differences carry no interval)',
    columns: COLUMNS,
    rows: results.cases.flatMap((one) => caseRows(one, baseline)),
    notes: [
      'selected: at the configuration where the baseline is most accurate, the same for every engine; it is chosen on this test set. mean: over the configurations that the engine and the baseline both answered right.',
      'Two classes: of the positive class. More: macro average.',
      about(['roc_auc'], 'ROC-AUC with more than two classes: one against the rest.'),
    ],
  }
}

const SHOWN = ['precision', 'recall', 'f1', 'roc_auc'] as const satisfies readonly ScoreName[]
const TITLES = { precision: 'precision', recall: 'recall', f1: 'F1', roc_auc: 'ROC-AUC' } as const

const COLUMNS = [
  ...CASE_COLUMNS,
  textColumn('engine', 'engine', 0),
  textColumn('at', 'at', 0),
  ...CONFIGURATION_COLUMNS.map((column) => ({ ...column, priority: 6 })),
  numberColumn('configurations', 'configurations', 'count', 7),
  ...SHOWN.flatMap((name, i) => [
    numberColumn(name, TITLES[name], 'score', i),
    numberColumn(`${name}_difference`, `Δ ${TITLES[name]}`, 'score-difference', i),
  ]),
]

function caseRows(one: CaseResults, name: string): Cell[][] {
  const baseline = baselineArm(one, name)
  const ofBaseline = baseline === undefined ? [] : rightCells(baseline)
  const chosen = selectConfiguration(ofBaseline, 'accuracy', 'best')?.cell.configuration
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
      [...named('selected', chosen ?? {}), ...scoreCells(arm, selected, self)],
      [...named('mean', {}), ...scoreCells(arm, pairs, self)],
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

function scoreCells(arm: ArmResults, pairs: readonly Pair[], self: 'baseline' | 'other'): Cell[] {
  if (pairs.length === 0) {
    const right = rightCells(arm).length
    const why =
      right === 0 ? reasonWithoutTimes(arm) : 'not answered right by both this engine and the baseline'
    return [blank(why), missing(why), ...SHOWN.flatMap(() => [blank(why), blank(why)]).slice(1)]
  }
  const undefinedHere = missing('this score is not defined here')
  return [
    number(pairs.length, undefinedHere),
    ...SHOWN.flatMap((name) => {
      const own = meanScore(
        pairs.map((pair) => pair.own),
        name,
      )
      const baseline = meanScore(
        pairs.map((pair) => pair.baseline),
        name,
      )
      const difference = own === undefined || baseline === undefined ? undefined : own - baseline
      return [
        number(own, undefinedHere),
        self === 'baseline' ? blank('the baseline itself') : number(difference, blank('no score to compare')),
      ]
    }),
  ]
}
