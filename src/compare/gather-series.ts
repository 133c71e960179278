import { InputError } from '../config/input-error.ts'
import type { ScoreName } from '../metrics/scores.ts'
import { configurationKey, describeConfiguration } from '../report/configuration-key.ts'
import { groupBy } from '../report/group-by.ts'
import type { Metadata } from './metadata.ts'
import type { ReadRow, ReadScore } from './read-row.ts'
import {
  type Cell,
  type Facts,
  type FoldFacts,
  noPredictions,
  type Printed,
  type ScoreValues,
  type Series,
} from './source.ts'

/** Rows of one file by what they are of: dataset, engine and search algorithm. */
export function gatherSeries(
  { file, name }: { readonly file: string; readonly name: string },
  rows: readonly ReadRow[],
  metadata: Metadata,
): Series[] {
  const identity = ({ dataset, engine, facts }: ReadRow) =>
    JSON.stringify([dataset, engine, facts.algorithm, facts.split])
  return [...groupBy(rows, identity).values()].map((of) => {
    const labels = foldLabels(of)
    return {
      source: name,
      dataset: of[0].dataset ?? metadata.dataset ?? undefined,
      engine: of[0].engine ?? metadata.engine ?? name,
      facts: { ...factsOf(metadata), ...present(of[0].facts) },
      folds: foldFacts(of, labels, metadata),
      cells: gatherCells(file, of, labels),
      assumed: [...new Set(of.flatMap(({ assumed }) => assumed))],
    }
  })
}

/** Folds as the rows number them, ascending; none where a row is a whole configuration. */
function foldLabels(rows: readonly ReadRow[]): number[] {
  return [...new Set(rows.flatMap(({ fold }) => fold ?? []))].sort((a, b) => a - b)
}

function foldFacts(rows: readonly ReadRow[], labels: readonly number[], { folds }: Metadata): FoldFacts[] {
  const wide = rows.flatMap(({ scores }) =>
    [...scores.values()].flatMap((score) => (score.kind === 'folds' ? [score.values.length] : [])),
  )
  const count = Math.max(labels.length, ...wide, 0)
  const known = (folds ?? []).map((fold) => present(fold))
  if (count === 0) return known.length === 1 ? known : []
  return Array.from({ length: count }, (_, i) => known[i] ?? {})
}

function gatherCells(file: string, rows: readonly ReadRow[], labels: readonly number[]): Cell[] {
  return [...groupBy(rows, ({ configuration }) => configurationKey(configuration)).values()].map((of) => {
    refuseTwice(file, of)
    const [{ configuration, failed, predict_row_ns }] = of
    const names = [...new Set(of.flatMap(({ scores }) => [...scores.keys()]))]
    const scores = new Map(
      names.map((name): [ScoreName, ScoreValues] => [name, scoreValues(of, name, labels)]),
    )
    return {
      configuration,
      failed: of.every((row) => row.failed !== undefined) ? failed : undefined,
      scores,
      predict_row_ns,
      predictions: noPredictions,
    }
  })
}

function refuseTwice(file: string, rows: readonly ReadRow[]): void {
  for (const [i, row] of rows.entries()) {
    const earlier = rows.slice(0, i).find(({ fold }) => fold === row.fold)
    if (earlier === undefined) continue
    const fold = row.fold === undefined ? '' : `, fold ${row.fold}`
    throw new InputError({
      where: { file, line: row.line },
      found: `${describeConfiguration(row.configuration)}${fold} is in line ${earlier.line} too.`,
      fix: 'Keep one of them. If they are folds, add a column fold; if another column tells them apart, keep the rows of one value.',
    })
  }
}

function scoreValues(rows: readonly ReadRow[], name: ScoreName, labels: readonly number[]): ScoreValues {
  const scores = rows.map(({ fold, scores: all }) => ({ fold, score: all.get(name) }))
  const wide = scores.find(({ score }) => score?.kind === 'folds')?.score
  if (wide?.kind === 'folds') return { folds: wide.values, whole: wide.mean ?? meanOf(wide.values) }
  const one = (score: ReadScore | undefined) => (score?.kind === 'one' ? score.value : undefined)
  if (labels.length === 0) {
    const value = one(scores[0]?.score)
    return { folds: value === undefined ? [] : [value], whole: value }
  }
  const folds = labels.map((label) => one(scores.find(({ fold }) => fold === label)?.score))
  return { folds, whole: meanOf(folds) }
}

/** Undefined where a fold has none: a mean over some of the folds is another number. */
export function meanOf(values: readonly (Printed | undefined)[]): Printed | undefined {
  const known = values.filter((value) => value !== undefined)
  if (known.length === 0 || known.length < values.length) return undefined
  const mean = (of: (printed: Printed) => number) =>
    known.reduce((sum, one) => sum + of(one), 0) / known.length
  return { value: mean(({ value }) => value), half_unit: mean(({ half_unit }) => half_unit) }
}

/** What a file says once for all of its rows. */
function factsOf(metadata: Metadata): Facts {
  const { rows, rows_sha256, complete_numbers, classes, split, split_entry, prepare } = metadata
  const { algorithm, dtype, threads, ties, average, library, task, target, path } = metadata
  const identity = { rows, rows_sha256, complete_numbers, classes, split, split_entry, prepare }
  return present({ ...identity, algorithm, dtype, threads, ties, average, library, task, target, path })
}

type Present<T> = { readonly [K in keyof T]?: Exclude<T[K], null | undefined> }

/** Without what is null or undefined. */
function present<T extends object>(value: T): Present<T> {
  return Object.fromEntries(
    Object.entries(value).filter(([, one]) => one !== undefined && one !== null),
  ) as Present<T>
}
