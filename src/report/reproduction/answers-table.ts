import { summarizeAnswers } from '../answers-summary.ts'
import { CASE_COLUMNS, caseCells, FOLD_COLUMNS, foldCells } from '../case-columns.ts'
import type { CaseFacts } from '../case-facts.ts'
import {
  blank,
  type Cell,
  type Column,
  gradeColumn,
  nameColumn,
  number,
  numberColumn,
  type Table,
  text,
  textColumn,
} from '../table.ts'
import type { AnswersComparison } from './compare-answers.ts'
import type { ArmPair, ArmSide } from './paired-arms.ts'

export interface ComparedAnswers {
  readonly pair: ArmPair
  readonly answers: AnswersComparison
}

/** Grades, labels and scores of every arm: in the ledger, and here; of each fold by itself, where there are folds. */
export function reproducedAnswersTable(compared: readonly ComparedAnswers[]): Table {
  const naming = compared.some(({ pair }) => pair.facts.fold !== null) ? WITH_FOLDS : WITHOUT_FOLDS
  return {
    name: 'reproduction-answers',
    title: 'Answers: the ledger’s, and those of the same study here',
    unit_of_replication: 'cell (arm × configuration)',
    columns: [...naming.columns, ...COLUMNS],
    rows: compared.map((one) => [...naming.cells(one.pair.facts), ...row(one)]),
    notes: [
      'right before: cells that the ledger has as right; equal labels and equal scores: those of them with the same bits and the same numbers here; score difference: the largest of any. The same configuration on the same data must give the same labels.',
    ],
  }
}

/** What a row is about, before its engine. */
interface Naming {
  readonly columns: readonly Column[]
  readonly cells: (facts: CaseFacts) => readonly Cell[]
}

const WITHOUT_FOLDS: Naming = { columns: CASE_COLUMNS, cells: caseCells }
const WITH_FOLDS: Naming = {
  columns: [...CASE_COLUMNS, ...FOLD_COLUMNS.map((column) => ({ ...column, priority: 0 }))],
  cells: (facts) => [...caseCells(facts), ...foldCells(facts)],
}

const COLUMNS = [
  nameColumn('engine', 'engine', 0),
  gradeColumn('answers_old', 'old', 1),
  gradeColumn('answers_new', 'new', 1),
  numberColumn('cells_claimed', 'right before', 'count', 0),
  numberColumn('cells_equal_labels', 'equal labels', 'count', 0),
  numberColumn('cells_equal_scores', 'equal scores', 'count', 0),
  numberColumn('score_difference', 'score difference', 'score', 2),
  textColumn('outcome', 'outcome', 0),
]

function row({ pair, answers }: ComparedAnswers): Cell[] {
  const { claimed, equal_labels, equal_scores, score_difference, outcome, reason } = answers
  const none = blank(reason ?? 'no scores on both sides')
  const ofClaimed = (count: number) => number(claimed === 0 ? undefined : count, none)
  return [
    text(pair.engine),
    gradeCell(pair.old),
    'arm' in pair.now ? gradeCell(pair.now) : blank(pair.now.missing),
    number(claimed, none),
    ofClaimed(equal_labels),
    ofClaimed(equal_scores),
    number(score_difference, none),
    text(outcome, reason),
  ]
}

function gradeCell({ arm }: ArmSide): Cell {
  return text(summarizeAnswers(arm)?.words ?? arm.cells[0]?.status ?? 'not-run')
}
