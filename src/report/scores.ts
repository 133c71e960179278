import { type ConfusionMatrix, confusionMatrix } from '../metrics/confusion-matrix.ts'
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
  /** Undefined where the answers are of other rows than the case now scores. */
  scores(answers: AnswerFiles): Scores | undefined
  confusion(answers: AnswerFiles): ConfusionMatrix | undefined
}

type AnswerFiles = Pick<Verification, 'labels' | 'probabilities'>

export function caseScorer(facts: CaseFacts, readAnswer: ReadAnswer): CaseScorer {
  const known = new Map<string, Scores | undefined>()
  const truth = once(() => trueLabels(facts, readAnswer))
  const input = ({ labels, probabilities }: AnswerFiles): ScoreInput | undefined => {
    const y_pred = codes(readAnswer(labels))
    const y_true = [truth().scored, truth().all].find(({ length }) => length === y_pred.length)
    if (y_true === undefined) return undefined
    const { classes, positive } = facts
    const rows = { y_true, y_pred, n_classes: classes.length, positive: classes.indexOf(positive) }
    return probabilities === null
      ? rows
      : { ...rows, probabilities: Float64Array.from(readAnswer(probabilities).data) }
  }
  return {
    scores(answers) {
      const key = `${answers.labels} ${answers.probabilities}`
      if (!known.has(key)) known.set(key, whenDefined(input(answers), allScores))
      return known.get(key)
    },
    confusion: (answers) => whenDefined(input(answers), confusionMatrix),
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

/** The true class codes of the scored rows (in the order of `data.score_rows`) and of the whole test part. */
function trueLabels(facts: CaseFacts, readAnswer: ReadAnswer): { scored: Int32Array; all: Int32Array } {
  const all = codes(readAnswer(facts.y_test))
  return { scored: codes(readAnswer(facts.score_rows)).map((row) => all[row]), all }
}

function codes({ data }: Answer): Int32Array {
  return data instanceof Int32Array ? data : Int32Array.from(data)
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined
  return () => {
    made ??= { value: make() }
    return made.value
  }
}
