import type { Study } from '../config/study.ts'
import { testRowsHash } from '../data/split-hash.ts'
import type { ScoreName } from '../metrics/scores.ts'
import type { Answer, ReadAnswer } from '../report/answer.ts'
import type { ArmResults, ScoredCell } from '../report/arm-results.ts'
import { isRightCell } from '../report/cell-result.ts'
import { configurationKey } from '../report/configuration-key.ts'
import { foldsBySplit } from '../report/cross-validation.ts'
import { everyMainArm } from '../report/ranked-arms.ts'
import type { CaseResults, Results } from '../report/results.ts'
import { scoreValue } from '../report/scores.ts'
import { EVERY_SCORE } from '../report/task-scores.ts'
import { algorithmOf } from './engine-algorithm.ts'
import { meanOf } from './gather-series.ts'
import type { Cell, Facts, FoldFacts, Predictions, Printed, ScoreValues, Series, Source } from './source.ts'

/** What the data of a ledger say of themselves, where they are still there. */
export interface KnownData {
  readonly rows: number
  readonly rows_sha256: string
  readonly complete_numbers: boolean
  readonly classes: readonly string[] | undefined
}

export interface LedgerContent {
  readonly name: string
  readonly results: Results
  readonly readAnswer: ReadAnswer
  /** The study that the ledger keeps; undefined where it keeps none. */
  readonly study: Study | undefined
  /** By the name of a dataset; only those whose file has the bytes that were measured. */
  readonly data: ReadonlyMap<string, KnownData>
}

/** A ledger as any other results: its right answers, by engine on each holdout and each cross-validation. */
export function ledgerSource(content: LedgerContent): Source {
  const { name, results, data } = content
  const groups = [...results.cases.map((one) => [one]), ...foldsBySplit(results.folds)]
  const series = groups.flatMap((folds) =>
    everyMainArm(folds[0]).map((arm) => seriesOf(content, folds, arm.engine)),
  )
  const unknown = [...new Set(groups.map(([{ facts }]) => facts.dataset))].filter(
    (dataset) => !data.has(dataset),
  )
  const notes =
    unknown.length === 0
      ? []
      : [`the rows of ${unknown.join(', ')} are not here, so they have no hash to compare`]
  return { name, kind: 'ledger', series, notes }
}

function seriesOf(content: LedgerContent, folds: readonly CaseResults[], engine: string): Series {
  const { name, results, readAnswer } = content
  const arms = folds.map((one) => everyMainArm(one).find((arm) => arm.engine === engine))
  return {
    source: name,
    dataset: folds[0].facts.dataset,
    engine,
    facts: factsOf(content, folds, arms[0]),
    folds: folds.map((one) => foldFacts(one, readAnswer)),
    cells: results.configurations.map((configuration) => {
      const key = configurationKey(configuration)
      const cells = arms.map((arm) => arm?.cells.find((cell) => configurationKey(cell.configuration) === key))
      return cellOf(configuration, cells, folds, readAnswer)
    }),
    assumed: [],
  }
}

function factsOf(
  { results, study, data }: LedgerContent,
  [{ facts }]: readonly CaseResults[],
  arm: ArmResults | undefined,
): Facts {
  const { dataset, split_label, split_seed, prepare, classes, source_sha256, n_train, n_test } = facts
  const known = data.get(dataset)
  const info = arm?.info
  return {
    ...known,
    rows: known?.rows ?? (split_label.startsWith('time-series') ? undefined : n_train + n_test),
    source_sha256,
    split: split_seed === null ? split_label : `${split_label} seed ${split_seed}`,
    prepare: study?.prepares[prepare],
    algorithm: arm === undefined ? undefined : algorithmOf(useOf(results, arm.engine)),
    dtype: info?.dtype,
    threads: arm?.threads,
    ties: info?.vote,
    average: classes.length === 0 ? undefined : classes.length > 2 ? 'macro' : 'binary',
    library: info?.library,
    task: results.study.task,
  }
}

/** What an engine of a study is, where the study calls it otherwise. */
function useOf({ study }: Results, engine: string): string {
  return study.engines.find(({ name }) => name === engine)?.use ?? engine
}

function foldFacts({ facts }: CaseResults, readAnswer: ReadAnswer): FoldFacts {
  const { n_train, n_test, X_train_sha256 } = facts
  return {
    n_train,
    n_test,
    X_train_sha256,
    test_sha256: testRowsHash(numbersOf(readAnswer(facts.test_index))),
  }
}

function numbersOf({ data }: Answer): number[] {
  return Array.from(data, Number)
}

function cellOf(
  configuration: Cell['configuration'],
  cells: readonly (ScoredCell | undefined)[],
  folds: readonly CaseResults[],
  readAnswer: ReadAnswer,
): Cell {
  const right = cells.map((cell) => (cell !== undefined && isRightCell(cell) ? cell : undefined))
  const names = EVERY_SCORE.filter((name) =>
    right.some((cell) => scoreValue(cell?.scores, name) !== undefined),
  )
  const scores = names.map((name): [ScoreName, ScoreValues] => {
    const values = right.map((cell) => exact(scoreValue(cell?.scores, name)))
    return [name, { folds: values, whole: meanOf(values) }]
  })
  const [first] = cells
  return {
    configuration,
    failed: names.length > 0 ? undefined : whyNone(first),
    scores: new Map(scores),
    predict_row_ns:
      first?.status === 'measured' ? first.times.predict_ns / folds[0].facts.rows_timed : undefined,
    predictions: (fold) => predictionsOf(right[fold], folds[fold], readAnswer),
  }
}

function whyNone(cell: ScoredCell | undefined): string {
  if (cell === undefined || cell.status === 'measured') return 'not run there'
  return cell.status === 'wrong' ? 'its answers are wrong there' : cell.reason
}

function exact(value: number | undefined): Printed | undefined {
  return value === undefined ? undefined : { value, half_unit: 0 }
}

function predictionsOf(
  cell: ScoredCell | undefined,
  { scorer, facts }: CaseResults,
  readAnswer: ReadAnswer,
): Predictions | undefined {
  const verification = cell?.verification
  const labeled = verification === undefined ? undefined : scorer.labels(verification)
  if (labeled === undefined) return undefined
  const test_index = numbersOf(readAnswer(facts.test_index))
  const labels = (codes: ArrayLike<number>) => Array.from(codes, (code) => facts.classes[code])
  return {
    rows: Array.from(labeled.rows, (position) => test_index[position]),
    labels: labels(labeled.y_pred),
    truth: labels(labeled.y_true),
  }
}
