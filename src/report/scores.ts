import { type ConfusionMatrix, confusionMatrix } from '../metrics/confusion-matrix.ts'
import { type RocCurve, rocCurve } from '../metrics/roc-curve.ts'
import type { ErrorInput, Score, ScoreInput } from '../metrics/score.ts'
import { ERROR_SCORES, SCORES, type ScoreName } from '../metrics/scores.ts'
import type { Answer, ReadAnswer } from './answer.ts'
import { type CaseFacts, hasClasses } from './case-facts.ts'
import type { Verification } from './ledger-index.ts'

/** The scores of the case's task; those of another task are not there. */
export type Scores = Readonly<Partial<Record<ScoreName, Score>>>

/** Scores the answers of one case against what is true; equal answers are scored once. */
export interface CaseScorer {
  /** Undefined for rows that are not of this test part, and labels that are not of this dataset. */
  scores(answers: AnswerFiles): Scores | undefined
  /** Undefined for a regression too, as are the next two. */
  confusion(answers: AnswerFiles): ConfusionMatrix | undefined
  /** The ROC curve of a class, by its code, against the rest. */
  roc(answers: AnswerFiles, code: number): RocCurve | undefined
  labels(answers: AnswerFiles): LabeledRows | undefined
  /** Whether two answers to the same rows are one: the same labels, or numbers that differ by rounding alone. */
  agree(one: AnswerFiles, other: AnswerFiles): boolean
}

/** Class codes of the rows that were answered, in the order of the answers. */
export interface LabeledRows {
  /** Positions in the test part. */
  readonly rows: Int32Array
  readonly y_true: ArrayLike<number>
  readonly y_pred: ArrayLike<number>
}

type AnswerFiles = Pick<Verification, 'score_rows' | 'labels' | 'probabilities'>

export function caseScorer(facts: CaseFacts, readAnswer: ReadAnswer): CaseScorer {
  return hasClasses(facts) ? classScorer(facts, readAnswer) : valueScorer(facts, readAnswer)
}

function classScorer(facts: CaseFacts, readAnswer: ReadAnswer): CaseScorer {
  const truth = truthOf(facts, readAnswer, codes)
  const input = ({ score_rows, labels, probabilities }: AnswerFiles): ScoreInput | undefined => {
    const y_pred = codes(readAnswer(labels))
    const y_true = truth(score_rows)
    const { classes, positive } = facts
    if (y_true?.length !== y_pred.length || !y_pred.every((code) => code in classes)) return undefined
    const rows = { y_true, y_pred, n_classes: classes.length, positive: classes.indexOf(positive) }
    return probabilities === null
      ? rows
      : { ...rows, probabilities: Float64Array.from(readAnswer(probabilities).data) }
  }
  return {
    scores: rememberedScores((answers) => whenDefined(input(answers), classScores)),
    confusion: (answers) => whenDefined(input(answers), confusionMatrix),
    roc: (answers, code) => whenDefined(input(answers), (rows) => rocCurve(rows, code)),
    labels: (answers) =>
      whenDefined(input({ ...answers, probabilities: null }), ({ y_true, y_pred }) => ({
        rows: codes(readAnswer(answers.score_rows)),
        y_true,
        y_pred,
      })),
    agree: isSame,
  }
}

function valueScorer(facts: CaseFacts, readAnswer: ReadAnswer): CaseScorer {
  const truth = truthOf(facts, readAnswer, values)
  const predicted = ({ labels }: AnswerFiles) => values(readAnswer(labels))
  const input = (answers: AnswerFiles): ErrorInput | undefined => {
    const y_pred = predicted(answers)
    const y_true = truth(answers.score_rows)
    return y_true?.length === y_pred.length && y_pred.every(Number.isFinite) ? { y_true, y_pred } : undefined
  }
  return {
    scores: rememberedScores((answers) => whenDefined(input(answers), errorScores)),
    confusion: () => undefined,
    roc: () => undefined,
    labels: () => undefined,
    agree: (one, other) =>
      isSame(one, other) || (one.score_rows === other.score_rows && isNear(predicted(one), predicted(other))),
  }
}

function isSame(one: AnswerFiles, other: AnswerFiles): boolean {
  return one.labels === other.labels && one.score_rows === other.score_rows
}

/** Far more than sums in another order differ by, and far less than another neighbor makes. */
const ROUNDING = 1e-9

function isNear(one: Float64Array, other: Float64Array): boolean {
  const largest = one.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
  return (
    one.length === other.length && one.every((value, i) => Math.abs(value - other[i]) <= ROUNDING * largest)
  )
}

function rememberedScores(compute: (answers: AnswerFiles) => Scores | undefined): CaseScorer['scores'] {
  const known = new Map<string, Scores | undefined>()
  return (answers) => {
    const key = `${answers.score_rows} ${answers.labels} ${answers.probabilities}`
    if (!known.has(key)) known.set(key, compute(answers))
    return known.get(key)
  }
}

function whenDefined<A, B>(value: A | undefined, use: (value: A) => B): B | undefined {
  return value === undefined ? undefined : use(value)
}

function classScores(input: ScoreInput): Scores {
  return {
    accuracy: SCORES.accuracy(input),
    precision: SCORES.precision(input),
    recall: SCORES.recall(input),
    f1: SCORES.f1(input),
    roc_auc: SCORES.roc_auc(input),
  }
}

function errorScores(input: ErrorInput): Scores {
  return { rmse: ERROR_SCORES.rmse(input), mae: ERROR_SCORES.mae(input), r2: ERROR_SCORES.r2(input) }
}

/** The value of one score; undefined where it has none. */
export function scoreValue(scores: Scores | undefined, name: ScoreName): number | undefined {
  const score = scores?.[name]
  return score?.defined ? score.value : undefined
}

/** What is true of the rows that a file of positions names, in its order; undefined for other test parts. */
function truthOf<Y extends Int32Array | Float64Array>(
  facts: CaseFacts,
  readAnswer: ReadAnswer,
  read: (answer: Answer) => Y,
): (score_rows: string) => Y | undefined {
  const known = new Map<string, Y | undefined>()
  const rowsOf = (score_rows: string): Y | undefined => {
    const all = read(readAnswer(facts.y_test))
    const rows = codes(readAnswer(score_rows))
    if (!rows.every((row) => row >= 0 && row < all.length)) return undefined
    return read({ shape: [rows.length], data: Float64Array.from(rows, (row) => all[row]) })
  }
  return (score_rows) => {
    if (!known.has(score_rows)) known.set(score_rows, rowsOf(score_rows))
    return known.get(score_rows)
  }
}

function codes({ data }: Answer): Int32Array {
  return data instanceof Int32Array ? data : Int32Array.from(data)
}

function values({ data }: Answer): Float64Array {
  return data instanceof Float64Array ? data : Float64Array.from(data)
}
