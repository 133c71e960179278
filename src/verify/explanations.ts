import { ALTERNATIVE_VOTES, oracleLabels } from './alternative-votes.ts'
import type { CellAnswers, CellGrade, DeclaredForm, EngineAnswers, GradingCase } from './grade.ts'
import { gradeAnswers } from './grade-answers.ts'
import { METRIC_NAMES, withAnyP } from './metrics/index.ts'

/** One wrong cell, with all that its grade came from. */
export interface WrongCell {
  readonly gradingCase: GradingCase
  readonly answers: EngineAnswers
  /** Which of the engine's cells. */
  readonly cell: CellAnswers
}

/** A way to be wrong. It holds for a cell if no row of it is wrong once the engine is taken to be so. */
export interface Explanation {
  readonly words: string
  readonly holds: (wrong: WrongCell) => boolean
}

/** Where more rows than this are open, another arithmetic or metric would explain anything. */
const OPEN_SHARE = 0.5
/** Each is one more grading of the cell. */
const MOST_FEATURES = 64

const OTHER_METRICS = METRIC_NAMES.map(withAnyP)

/** Every known way to be wrong, the most particular first; a new one is one line. */
export const EXPLANATIONS: readonly Explanation[] = [
  { words: 'float64 in norm form, which the manifest does not declare', holds: declaring({ form: 'norm' }) },
  { words: 'float32, which the manifest does not declare', holds: declaring({ dtype: 'float32' }) },
  {
    words: 'float32 in norm form, which the manifest does not declare',
    holds: declaring({ dtype: 'float32', form: 'norm' }),
  },
  ...ALTERNATIVE_VOTES.map(({ words, labels }) => ({
    words,
    holds: (wrong: WrongCell) => holdsFor(wrong, labels(wrong.gradingCase, wrong.cell)),
  })),
  { words: 'the labels are those of the configuration before', holds: isOfOtherCell },
  { words: 'distances are told squared', holds: isSquared },
  ...OTHER_METRICS.map((metric) => ({ words: `distances are ${metric}`, holds: isOfMetric(metric) })),
  { words: 'the last feature is left out', holds: (wrong) => leavesOut(wrong, columnsOf(wrong) - 1) },
  { words: 'a feature is left out', holds: leavesOutOne },
]

/** The engine computes otherwise than its manifest says. */
function declaring(change: Partial<DeclaredForm>): Explanation['holds'] {
  return ({ gradingCase, answers, cell }) => {
    const declared = { ...answers.declared, ...change }
    return isRight(gradingCase, { ...answers, declared }, cell)
  }
}

/** Rows that have the label of another rule get a right one: if none stays wrong, that rule explains them all. */
export function holdsFor({ gradingCase, answers, cell }: WrongCell, labels: Int32Array): boolean {
  if (labels.length !== cell.labels.length) return false
  const right = oracleLabels(gradingCase, cell)
  const mended = cell.labels.map((label, row) => (label === labels[row] ? right[row] : label))
  return gradeOf(gradingCase, answers, { ...cell, labels: mended }).grade !== 'wrong'
}

function isOfOtherCell(wrong: WrongCell): boolean {
  const at = wrong.answers.cells.indexOf(wrong.cell)
  const before = wrong.answers.cells[at - 1]
  return before !== undefined && holdsFor(wrong, oracleLabels(wrong.gradingCase, before))
}

function isSquared({ gradingCase, answers, cell }: WrongCell): boolean {
  const { neighbors } = answers
  if (neighbors === undefined) return false
  const distances = neighbors.distances.map(Math.sqrt)
  return isRight(gradingCase, { ...answers, neighbors: { ...neighbors, distances } }, cell)
}

function isOfMetric(metric: string): Explanation['holds'] {
  return ({ gradingCase, answers, cell }) =>
    metric !== gradingCase.metric && isRight({ ...gradingCase, metric }, answers, cell)
}

function columnsOf({ gradingCase }: WrongCell): number {
  return gradingCase.X_train.columns
}

function leavesOutOne(wrong: WrongCell): boolean {
  const columns = columnsOf(wrong)
  if (columns > MOST_FEATURES) return false
  return Array.from({ length: columns }, (_, feature) => feature).some((feature) => leavesOut(wrong, feature))
}

function leavesOut({ gradingCase, answers, cell }: WrongCell, feature: number): boolean {
  const { X_train, X_score } = gradingCase
  const without = {
    ...gradingCase,
    X_train: zeroedFeature(X_train, feature),
    X_score: zeroedFeature(X_score, feature),
  }
  return isRight(without, answers, cell)
}

/** A feature that is the same everywhere counts for nothing, as if it were not there. */
function zeroedFeature(
  { rows, columns, values }: GradingCase['X_train'],
  feature: number,
): GradingCase['X_train'] {
  return { rows, columns, values: values.map((value, at) => (at % columns === feature ? 0 : value)) }
}

function isRight(gradingCase: GradingCase, answers: EngineAnswers, cell: CellAnswers): boolean {
  const grade = gradeOf(gradingCase, answers, cell)
  return grade.grade !== 'wrong' && grade.rows_ambiguous <= OPEN_SHARE * grade.rows_graded
}

function gradeOf(gradingCase: GradingCase, answers: EngineAnswers, cell: CellAnswers): CellGrade {
  const [grade] = gradeAnswers(gradingCase, [{ ...answers, cells: [cell] }]).get(answers.engine) ?? []
  return grade
}
