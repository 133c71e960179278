import { InputError } from '../../config/input-error.ts'
import { quoted } from '../../config/printable.ts'
import type { ScoreName } from '../../metrics/scores.ts'
import { metricOf, neighborsOf, weightsOf } from '../configuration-words.ts'
import type { CsvFormat, GivenFacts } from '../csv-format.ts'
import type { CsvRow, CsvRows } from '../csv-rows.ts'
import type { Metadata } from '../metadata.ts'
import { isNoNumber, printedNumber } from '../printed-number.ts'
import type { ReadRow, ReadScore } from '../read-row.ts'
import { SCORER_NAMES, scorerOf } from '../score-words.ts'
import type { Printed } from '../source.ts'

const SCORE = /^(?:split(\d+)|mean)_test_(.+)$/
/** Parameters of the estimator that a configuration is made of, or that say how it searched. */
const PARAMS = ['n_neighbors', 'metric', 'p', 'weights', 'algorithm', 'n_jobs'] as const
type Param = (typeof PARAMS)[number]
/** Others that change no answer. */
const HARMLESS = ['leaf_size']

/** scikit-learn's `cv_results_` of any search, as CSV: `param_p` as of a classifier, `param_knn__p` as of a Pipeline. */
export const cvResults: CsvFormat = {
  kind: 'cv_results_',
  matches: (header) =>
    header.some((name) => SCORE.test(name)) && header.some((name) => name.startsWith('param_')),
  read(csv, given) {
    const params = paramColumns(csv)
    const scores = scoreColumns(csv, given)
    refuseOthers(csv)
    return { rows: csv.rows.map((row) => readRow(csv, row, { params, scores, given })), notes: [] }
  },
}

type ParamColumns = Readonly<Partial<Record<Param, number>>>

/** `knn__n_neighbors` of `param_knn__n_neighbors`. */
function paramName(column: string): string | undefined {
  return column.startsWith('param_') ? column.slice('param_'.length) : undefined
}

function lastPart(name: string): string {
  return name.split('__').at(-1) ?? name
}

function paramColumns({ file, header }: CsvRows): ParamColumns {
  const columns: Partial<Record<Param, number>> = {}
  for (const param of PARAMS) {
    const found = [...header.keys()].filter((at) => lastPart(paramName(header[at]) ?? '') === param)
    if (found.length > 1)
      throw new InputError({
        where: { file, line: 1 },
        found: `${found.map((at) => quoted(header[at])).join(' and ')} could be ${param}.`,
        fix: 'Delete the column that is not of the nearest-neighbors step.',
      })
    if (found.length === 1) columns[param] = found[0]
  }
  return columns
}

/** A parameter of another step makes several results of one configuration. */
function refuseOthers({ file, header, rows }: CsvRows): void {
  for (const [at, column] of header.entries()) {
    const name = paramName(column)
    if (name === undefined || [...PARAMS, ...HARMLESS].some((known) => known === lastPart(name))) continue
    const values = new Set(rows.map(({ cells }) => cells[at]))
    if (values.size <= 1) continue
    throw new InputError({
      where: { file, line: 1 },
      found: `${quoted(column)} has ${values.size} values, and is no part of a configuration (n_neighbors, metric, weights).`,
      fix: 'Keep the rows of one value.',
    })
  }
}

interface ScoreColumns {
  readonly name: ScoreName
  readonly sign: 1 | -1
  readonly splits: readonly number[]
  readonly mean: number | undefined
  readonly assumed: readonly string[]
  readonly average: string | undefined
}

function scoreColumns({ file, header }: CsvRows, { metadata }: GivenFacts): ScoreColumns[] {
  const scorers = [...new Set(header.flatMap((name) => SCORE.exec(name)?.[2] ?? []))]
  const known = scorers.flatMap((written) => {
    const isPlain = written === 'score'
    const found = scorerOf(isPlain ? (metadata.score ?? 'accuracy') : written)
    if (found === undefined) return []
    const splits = [...header.entries()]
      .flatMap(([at, name]) => {
        const match = SCORE.exec(name)
        return match?.[1] !== undefined && match[2] === written ? [{ at, split: Number(match[1]) }] : []
      })
      .sort((a, b) => a.split - b.split)
      .map(({ at }) => at)
    const mean = header.indexOf(`mean_test_${written}`)
    const assumed = isPlain && (metadata.score ?? undefined) === undefined ? ['its score is accuracy'] : []
    const { name, sign, average } = found
    return [{ name, sign, average, splits, mean: mean < 0 ? undefined : mean, assumed }]
  })
  if (known.length === 0)
    throw new InputError({
      where: { file, line: 1 },
      found: `its scores are ${scorers.map(quoted).join(', ')}; known: ${SCORER_NAMES.join(', ')}.`,
      fix: 'Search with scoring=NAME, or say  set: { score: NAME }  in --map.',
    })
  return oncePerScore(file, known)
}

/** Two averages of precision are two scores, and tables have one. */
function oncePerScore(file: string, found: readonly ScoreColumns[]): ScoreColumns[] {
  const twice = found.find(({ name }, i) => found.some((other, j) => j < i && other.name === name))
  if (twice === undefined) return [...found]
  throw new InputError({
    where: { file, line: 1 },
    found: `two scorers are ${twice.name}, averaged in two ways.`,
    fix: 'Delete the columns of one of them.',
  })
}

interface Reading {
  readonly params: ParamColumns
  readonly scores: readonly ScoreColumns[]
  readonly given: GivenFacts
}

function readRow(
  { file, header }: CsvRows,
  { line, cells }: CsvRow,
  { params, scores, given: { metadata } }: Reading,
): ReadRow {
  const place = { file, line }
  const param = (name: Param) => {
    const at = params[name]
    const text = at === undefined ? '' : cells[at]
    return isNoNumber(text) ? '' : text
  }
  const neighbors = param('n_neighbors') || String(metadata.n_neighbors ?? '')
  const metric = metricOf(
    param('metric') || (param('p') === '' ? (metadata.metric ?? '') : ''),
    param('p'),
    place,
  )
  const weights = weightsOf(param('weights') || (metadata.weights ?? ''), place)
  const read = new Map(scores.map((score): [ScoreName, ReadScore] => [score.name, readScore(score, cells)]))
  const isFailed = [...read.values()].every(
    (score) =>
      score.kind === 'folds' && score.values.every((one) => one === undefined) && score.mean === undefined,
  )
  return {
    line,
    dataset: undefined,
    engine: undefined,
    facts: {
      algorithm: param('algorithm') || undefined,
      average: scores.find(({ average }) => average !== undefined)?.average,
      library: metadata.library ?? 'scikit-learn',
    },
    configuration: {
      n_neighbors: neighborsOf(neighbors || '5', place),
      metric: metric ?? 'euclidean',
      weights: weights ?? 'uniform',
    },
    fold: undefined,
    scores: isFailed ? new Map() : read,
    failed: isFailed ? 'its fit failed there: it has no score' : undefined,
    predict_row_ns: scoreTime(cells[header.indexOf('mean_score_time')], metadata),
    assumed: [
      ...(neighbors === '' ? ['n_neighbors is 5, scikit-learn’s default'] : []),
      ...(metric === undefined ? ['the metric is euclidean, scikit-learn’s default'] : []),
      ...(param('metric') === 'minkowski' && param('p') === '' ? ['p is 2, scikit-learn’s default'] : []),
      ...(weights === undefined ? ['weights are uniform, scikit-learn’s default'] : []),
      ...scores.flatMap(({ assumed }) => assumed),
    ],
  }
}

function readScore({ splits, mean, sign }: ScoreColumns, cells: readonly string[]): ReadScore {
  const read = (at: number | undefined): Printed | undefined => {
    const printed = at === undefined ? undefined : printedNumber(cells[at], '.')
    return printed === undefined ? undefined : { ...printed, value: sign * printed.value }
  }
  if (splits.length === 0) return { kind: 'one', value: read(mean) }
  return { kind: 'folds', values: splits.map(read), ...(isMissing(mean, cells) ? {} : { mean: read(mean) }) }
}

function isMissing(at: number | undefined, cells: readonly string[]): boolean {
  return at === undefined || isNoNumber(cells[at])
}

/** Seconds of predicting and scoring the test part of a fold, as nanoseconds a row; undefined where its size is not known. */
function scoreTime(text: string | undefined, { folds }: Metadata): number | undefined {
  const seconds = text === undefined ? undefined : printedNumber(text, '.')?.value
  const sizes = (folds ?? []).flatMap(({ n_test }) => n_test ?? [])
  const rows = sizes.reduce((sum, size) => sum + size, 0) / sizes.length
  return seconds === undefined || !(rows > 0) ? undefined : (seconds * 1e9) / rows
}
