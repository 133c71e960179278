import { InputError } from '../../config/input-error.ts'
import { printable, quoted } from '../../config/printable.ts'
import type { ScoreName } from '../../metrics/scores.ts'
import { EVERY_SCORE } from '../../report/task-scores.ts'
import { metricOf, neighborsOf, weightsOf } from '../configuration-words.ts'
import type { CsvFormat, GivenFacts } from '../csv-format.ts'
import type { CsvRow, CsvRows } from '../csv-rows.ts'
import { algorithmOf } from '../engine-algorithm.ts'
import { type Columns, findColumns } from '../find-columns.ts'
import { type DecimalMark, decimalMark, isNoNumber, printedNumber } from '../printed-number.ts'
import type { ReadRow, ReadScore } from '../read-row.ts'
import { plainName, type Role } from '../role-names.ts'
import { scorerOf } from '../score-words.ts'
import type { Printed } from '../source.ts'

/** `split0_accuracy`, `fold_3`, `fold3_score`: one column a fold. */
const WIDE = /^(?:split|fold)_?(\d+)(?:_(?:test_)?(\w+))?$/
/** A spread beside a mean, and what a search writes beside its scores: known, and left out without a word. */
const BESIDE = /^(?:std|sd|rank)_|_(?:std|sd|stdev)$|^(?:std|sd|stdev|rank)$|^(?:train_|mean_train|.*_train_)/

/** What a person wrote: a row a configuration, or a row a configuration and fold. */
export const table: CsvFormat = {
  kind: 'table',
  matches: () => true,
  read(csv, given) {
    const { columns, others } = findColumns(csv, given.map)
    const wide = wideColumns(csv, others, given)
    const scores = scoreColumns(columns, given)
    if (scores.length === 0 && wide.length === 0) throw noColumn(csv, 'a score', 'accuracy')
    if (columns.n_neighbors === undefined && (given.metadata.n_neighbors ?? undefined) === undefined)
      throw noColumn(csv, 'n_neighbors', 'n_neighbors')
    const mark = decimalMark(scoreCells(csv, scores, wide))
    const reading: Reading = { csv, columns, scores, wide, mark, given }
    return { rows: csv.rows.map((row) => readRow(row, reading)), notes: leftOut(others, wide, csv) }
  },
}

interface ScoreColumn {
  readonly at: number
  readonly name: ScoreName
  readonly assumed: readonly string[]
}

interface Reading {
  readonly csv: CsvRows
  readonly columns: Columns
  readonly scores: readonly ScoreColumn[]
  /** In the order of the folds. */
  readonly wide: readonly ScoreColumn[]
  readonly mark: DecimalMark
  readonly given: GivenFacts
}

function noColumn({ file, header }: CsvRows, what: string, role: string): InputError {
  return new InputError({
    where: { file, line: 1 },
    found: `no column is known to hold ${what}; there are: ${header.map(quoted).join(', ')}.`,
    fix: `Name it in a file for --map:  columns: { ${role}: NAME }  (names that are known: docs/compare.md)`,
  })
}

/** The score of a column that says only `score`. */
function plainScore({ metadata }: GivenFacts): Pick<ScoreColumn, 'name' | 'assumed'> {
  const said = scorerOf(metadata.score ?? '')?.name
  return said === undefined
    ? { name: 'accuracy', assumed: ['its score is accuracy'] }
    : { name: said, assumed: [] }
}

function scoreColumns(columns: Columns, given: GivenFacts): ScoreColumn[] {
  const named = EVERY_SCORE.flatMap((name) => {
    const at = columns[name]
    return at === undefined ? [] : [{ at, name, assumed: [] }]
  })
  return columns.score === undefined ? named : [...named, { at: columns.score, ...plainScore(given) }]
}

function wideColumns({ file, header }: CsvRows, others: readonly string[], given: GivenFacts): ScoreColumn[] {
  const found = others.flatMap((column) => {
    const match = WIDE.exec(plainName(column))
    if (match === null || given.map.ignore.includes(column)) return []
    const word = match[2] ?? 'score'
    const score = word === 'score' ? plainScore(given) : { name: scorerOf(word)?.name, assumed: [] }
    return score.name === undefined
      ? []
      : [{ at: header.indexOf(column), fold: Number(match[1]), name: score.name, assumed: score.assumed }]
  })
  const names = [...new Set(found.map(({ name }) => name))]
  const folds = names.map((name) => found.filter((one) => one.name === name).length)
  if (new Set(folds).size > 1)
    throw new InputError({
      where: { file, line: 1 },
      found: `the scores have different numbers of folds: ${names.map((name, i) => `${folds[i]} of ${name}`).join(', ')}.`,
      fix: 'Every score needs a column for every fold.',
    })
  return found.sort((a, b) => a.fold - b.fold)
}

function scoreCells(
  { rows }: CsvRows,
  scores: readonly ScoreColumn[],
  wide: readonly ScoreColumn[],
): string[] {
  return rows.flatMap(({ cells }) => [...scores, ...wide].map(({ at }) => cells[at]))
}

function readRow({ line, cells }: CsvRow, reading: Reading): ReadRow {
  const { csv, columns, mark, given } = reading
  const { metadata, map } = given
  const place = { file: csv.file, line }
  const cell = (role: Role): string => {
    const at = columns[role]
    const text = at === undefined || isNoNumber(cells[at]) ? '' : cells[at]
    const words = map.values[role] ?? {}
    return Object.hasOwn(words, text) ? words[text] : text
  }
  const metric = metricOf(
    cell('metric') || (cell('p') === '' ? (metadata.metric ?? '') : ''),
    cell('p'),
    place,
  )
  const weights = weightsOf(cell('weights') || (metadata.weights ?? ''), place)
  const scores = readScores(line, cells, reading)
  const engine = cell('engine') || undefined
  return {
    line,
    dataset: cell('dataset') || undefined,
    engine,
    facts: {
      algorithm:
        cell('algorithm') ||
        (engine === undefined ? undefined : algorithmOf(plainName(engine).replaceAll('_', '-'))),
      threads: printedNumber(cell('threads'), '.')?.value,
      dtype: cell('dtype') || undefined,
      ties: cell('ties') || undefined,
      rows_sha256: cell('rows_sha256') || undefined,
    },
    configuration: {
      n_neighbors: neighborsOf(cell('n_neighbors') || String(metadata.n_neighbors ?? ''), place),
      metric: metric ?? 'euclidean',
      weights: weights ?? 'uniform',
    },
    fold: foldOf(cell('fold'), columns, place),
    scores,
    failed: scores.size > 0 ? undefined : 'the file has no score of it',
    predict_row_ns: rowTime(cell, mark, metadata.folds?.[0]?.n_test ?? undefined),
    assumed: [
      ...(metric === undefined ? ['the metric is euclidean (the file does not say)'] : []),
      ...(weights === undefined ? ['weights are uniform (the file does not say)'] : []),
      ...[...reading.scores, ...reading.wide].flatMap(({ assumed }) => assumed),
    ],
  }
}

function readScores(
  line: number,
  cells: readonly string[],
  { csv, scores, wide, mark }: Reading,
): Map<ScoreName, ReadScore> {
  const value = ({ at, name }: ScoreColumn): Printed | undefined => {
    if (isNoNumber(cells[at])) return undefined
    const read = printedNumber(cells[at], mark)
    if (read === undefined) throw noScore({ file: csv.file, line }, name, cells[at])
    return inRange(read, name, { file: csv.file, line })
  }
  const read = new Map<ScoreName, ReadScore>()
  for (const name of new Set(wide.map((one) => one.name))) {
    const values = wide.filter((one) => one.name === name).map(value)
    if (values.some((one) => one !== undefined)) read.set(name, { kind: 'folds', values })
  }
  for (const column of scores) {
    const one = value(column)
    if (one !== undefined && !read.has(column.name)) read.set(column.name, { kind: 'one', value: one })
  }
  return read
}

type Place = { readonly file: string; readonly line: number }

function noScore(where: Place, name: ScoreName, text: string): InputError {
  return new InputError({
    where,
    found: `${name} is ${quoted(text)}; allowed: a number such as 0.93, 93 % or 0.93 ± 0.01, or nothing.`,
    fix: 'Correct the cell, or leave the column out with  ignore: [NAME]  in --map.',
  })
}

const SHARES: readonly ScoreName[] = ['accuracy', 'precision', 'recall', 'f1', 'roc_auc']

/** Percent without its sign would be taken for a share, and every difference would be a hundred times too large. */
function inRange(printed: Printed, name: ScoreName, where: Place): Printed {
  if (!SHARES.includes(name) || (printed.value >= 0 && printed.value <= 1)) return printed
  throw new InputError({
    where,
    found: `${name} is ${printed.value}, and a share is between 0 and 1.`,
    fix:
      printed.value > 1 && printed.value <= 100
        ? 'If these are percent, write them with a sign: 93.1 %'
        : 'Is it the right column?',
  })
}

function foldOf(text: string, columns: Columns, where: Place): number | undefined {
  if (columns.fold === undefined) return undefined
  const digits = /^(?:split|fold)?[ _]?(\d+)$/i.exec(text)?.[1]
  if (digits !== undefined) return Number(digits)
  throw new InputError({
    where,
    found: `fold is ${quoted(text)}; allowed: a whole number.`,
    fix: 'Number the folds.',
  })
}

/** Of a whole prediction, divided by the rows that it was of, where those are known. */
function rowTime(
  cell: (role: Role) => string,
  mark: DecimalMark,
  rows: number | undefined,
): number | undefined {
  const ns = [
    ['predict_ns', 1],
    ['predict_ms', 1e6],
    ['predict_s', 1e9],
  ] as const
  const [time] = ns.flatMap(([role, unit]) => {
    const value = printedNumber(cell(role), mark)?.value
    return value === undefined ? [] : [value * unit]
  })
  return time === undefined || rows === undefined ? undefined : time / rows
}

function leftOut(others: readonly string[], wide: readonly ScoreColumn[], { header }: CsvRows): string[] {
  const used = new Set(wide.map(({ at }) => header[at]))
  const unknown = others.filter((name) => !used.has(name) && !BESIDE.test(plainName(name)) && name !== '')
  return unknown.length === 0
    ? []
    : [`left out, since no name of it is known: ${unknown.map(printable).join(', ')}`]
}
