import { summarizeAnswers } from '../answers-summary.ts'
import { CASE_COLUMNS, caseCells } from '../case-columns.ts'
import { groupBy } from '../group-by.ts'
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
import { worstOutcome } from './outcome.ts'
import type { ArmPair, ArmSide } from './paired-arms.ts'

export interface ComparedAnswers {
  readonly pair: ArmPair
  readonly answers: AnswersComparison
}

/** Grades, labels and scores of every engine and case: in the ledger, and here; the folds of a cross-validation together. */
export function reproducedAnswersTable(compared: readonly ComparedAnswers[]): Table {
  const hasFolds = compared.some(({ pair }) => pair.facts.fold !== null)
  return {
    name: 'reproduction-answers',
    title: 'Answers: the ledger’s, and those of the same study here',
    unit_of_replication: 'cell (arm × configuration)',
    columns: [...CASE_COLUMNS, nameColumn('engine', 'engine', 0), ...(hasFolds ? FOLDS : []), ...COLUMNS],
    rows: [...groupBy(compared, groupKey).values()].map((of) => row(of, { hasFolds })),
    notes: [
      'right before: cells that the ledger has as right; equal labels and equal scores: those of them with the same bits and the same numbers here; score difference: the largest of any. The same configuration on the same data must give the same labels.',
      ...(hasFolds
        ? [
            'agreeing: folds in which all that was right before came out again; its others are named at the outcome.',
          ]
        : []),
    ],
  }
}

function groupKey({ pair: { facts, engine } }: ComparedAnswers): string {
  return JSON.stringify([facts.dataset, facts.split_label, facts.split_seed, facts.prepare, engine])
}

const FOLDS = [
  numberColumn('fold_count', 'folds', 'count', 0),
  numberColumn('folds_agreeing', 'agreeing', 'count', 0),
]

const COLUMNS = [
  gradeColumn('answers_old', 'old', 1),
  gradeColumn('answers_new', 'new', 1),
  numberColumn('cells_claimed', 'right before', 'count', 0),
  numberColumn('cells_equal_labels', 'equal labels', 'count', 0),
  numberColumn('cells_equal_scores', 'equal scores', 'count', 0),
  numberColumn('score_difference', 'score difference', 'score', 2),
  textColumn('outcome', 'outcome', 0),
]

/** One engine on one case, or on all folds of one cross-validation. */
type Group = readonly ComparedAnswers[]

function row(of: Group, { hasFolds }: { readonly hasFolds: boolean }): Cell[] {
  const [{ pair }] = of
  const outcome = worstOutcome(of.map(({ answers }) => answers.outcome))
  const reason = reasonOf(of)
  const none = blank(reason ?? 'no scores on both sides')
  const sum = (countOf: (answers: AnswersComparison) => number) =>
    of.reduce((total, { answers }) => total + countOf(answers), 0)
  const claimed = sum((one) => one.claimed)
  const ofClaimed = (count: number) => number(claimed === 0 ? undefined : count, none)
  const differences = of.flatMap(({ answers }) => answers.score_difference ?? [])
  return [
    ...caseCells(pair.facts),
    text(pair.engine),
    ...(hasFolds ? foldCounts(of) : []),
    gradeCell(of.map((one) => one.pair.old)),
    newGradeCell(of),
    number(claimed, none),
    ofClaimed(sum((one) => one.equal_labels)),
    ofClaimed(sum((one) => one.equal_scores)),
    number(differences.length === 0 ? undefined : Math.max(...differences), none),
    text(outcome, reason),
  ]
}

function foldCounts(of: Group): Cell[] {
  const none = blank('no cross-validation')
  if (of[0].pair.facts.fold === null) return [none, none]
  return [
    number(of.length, none),
    number(of.filter(({ answers }) => answers.outcome === 'agrees').length, none),
  ]
}

/** What stands against the answers; of folds which ones, those with the same reason together. */
function reasonOf(of: Group): string | undefined {
  const against = of.filter(({ answers }) => answers.reason !== undefined)
  if (against.length === 0) return undefined
  const words = [...groupBy(against, ({ answers }) => answers.reason)].map(([reason, alike]) => {
    const folds = alike.map(({ pair }) => foldWords(pair)).filter((one) => one !== '')
    return folds.length === 0 ? reason : `${folds.join(', ')}: ${reason}`
  })
  return words.join('; ')
}

/** `fold 2`, `fold 2 of repeat 1`; nothing for a holdout. */
function foldWords({ facts: { fold, repeat } }: ArmPair): string {
  if (fold === null) return ''
  return `fold ${fold}${repeat === undefined ? '' : ` of repeat ${repeat}`}`
}

function newGradeCell(of: Group): Cell {
  const sides = of.flatMap(({ pair: { now } }) => ('arm' in now ? [now] : []))
  if (sides.length > 0) return gradeCell(sides)
  const [{ pair }] = of
  return blank('missing' in pair.now ? pair.now.missing : 'not run')
}

/** The worst grade of all cells. */
function gradeCell(sides: readonly ArmSide[]): Cell {
  const cells = sides.flatMap(({ arm }) => arm.cells)
  return text(summarizeAnswers({ ...sides[0].arm, cells })?.words ?? cells[0]?.status ?? 'not-run')
}
