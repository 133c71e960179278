import { type ConfusionMatrix, confusionMatrix } from '../metrics/confusion-matrix.ts'
import { type RocCurve, rocCurve } from '../metrics/roc-curve.ts'
import type { Score, ScoreInput } from '../metrics/score.ts'
import { SCORES, type ScoreName } from '../metrics/scores.ts'
import type { Answer, ReadAnswer } from './answer.ts'
import type { CaseFacts } from './case-facts.ts'
import type { Verification } from './ledger-index.ts'

export type Scores = Readonly<Record<ScoreName, Score>>
export const SCORE_NAMES = [
  'accuracy',
  'precision',
  'recall',
  'f1',
  'roc_auc',
] as const satisfies readonly ScoreName[]

/** Scores the answers of one case against its true labels; equal answers are scored once. */
export interface CaseScorer {
  /** Undefined for rows that are not of this test part, and labels that are not of this dataset. */
  scores(answers: AnswerFiles): Scores | undefined
  confusion(answers: AnswerFiles): ConfusionMatrix | undefined
  /** The ROC curve of a class, by its code, against the rest. */
  roc(answers: AnswerFiles, code: number): RocCurve | undefined
}

type AnswerFiles = Pick<Verification, 'score_rows' | 'labels' | 'probabilities'>

export function caseScorer(facts: CaseFacts, readAnswer: ReadAnswer): CaseScorer {
  const known = new Map<string, Scores | undefined>()
  const truth = trueLabels(facts, readAnswer)
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
    scores(answers) {
      const key = `${answers.score_rows} ${answers.labels} ${answers.probabilities}`
      if (!known.has(key)) known.set(key, whenDefined(input(answers), allScores))
      return known.get(key)
    },
    confusion: (answers) => whenDefined(input(answers), confusionMatrix),
    roc: (answers, code) => whenDefined(input(answers), (rows) => rocCurve(rows, code)),
  }
}

function whenDefined<A, B>(value: A | undefined, use: (value: A) => B): B | undefined {
  return value === undefined ? undefined : use(value)
}

function allScores(input: ScoreInput): Scores {
  return {
    accuracy: SCORES.accuracy(input),
    precision: SCORES.precision(input),
    recall: SCORES.recall(input),
    f1: SCORES.f1(input),
    roc_auc: SCORES.roc_auc(input),
  }
}

/** The value of one score; undefined where it has none. */
export function scoreValue(scores: Scores | undefined, name: ScoreName): number | undefined {
  const score = scores?.[name]
  return score?.defined ? score.value : undefined
}

/** The true class codes of the rows that a file of positions names, in its order; undefined for other test parts. */
function trueLabels(
  facts: CaseFacts,
  readAnswer: ReadAnswer,
): (score_rows: string) => Int32Array | undefined {
  const known = new Map<string, Int32Array | undefined>()
  const read = (score_rows: string): Int32Array | undefined => {
    const all = codes(readAnswer(facts.y_test))
    const rows = codes(readAnswer(score_rows))
    return rows.every((row) => row >= 0 && row < all.length) ? rows.map((row) => all[row]) : undefined
  }
  return (score_rows) => {
    if (!known.has(score_rows)) known.set(score_rows, read(score_rows))
    return known.get(score_rows)
  }
}

function codes({ data }: Answer): Int32Array {
  return data instanceof Int32Array ? data : Int32Array.from(data)
}
