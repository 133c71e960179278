import { summarizeAnswers } from '../answers-summary.ts'
import { CASE_COLUMNS, caseCells } from '../case-columns.ts'
import {
  blank,
  type Cell,
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

/** Grades, labels and scores of every arm: in the ledger, and here. */
export function reproducedAnswersTable(compared: readonly ComparedAnswers[]): Table {
  return {
    name: 'reproduction-answers',
    title: 'Answers: the ledger’s, and those of the same study here',
    unit_of_replication: 'cell (arm × configuration)',
    columns: COLUMNS,
    rows: compared.map(row),
    notes: [
      'right before: cells that the ledger has as right; equal labels and equal scores: those of them with the same bits and the same numbers here; score difference: the largest of any. The same configuration on the same data must give the same labels.',
    ],
  }
}

const COLUMNS = [
  ...CASE_COLUMNS,
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
    ...caseCells(pair.facts),
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
