import { spawnSync } from 'node:child_process'
import { join, relative, resolve } from 'node:path'
import { InputError } from '../config/input-error.ts'
import { didYouMean } from '../config/nearest-name.ts'
import { entrySchema, type HistoryEntry } from '../report/history/entry.ts'
import { entryOfResults } from '../report/history/entry-of-results.ts'
import { MEASURES, type MeasureName } from '../report/history/measure.ts'
import { historyPicture } from '../report/history/picture.ts'
import { type Series, seriesOf } from '../report/history/series.ts'
import { stepsOf } from '../report/history/steps.ts'
import { commitsTable, seriesTable, stepsTable } from '../report/history/tables.ts'
import type { OutputFormat, Table } from '../report/table.ts'
import { namedLedgers } from './find-ledger.ts'
import { readHistory, writeEntry } from './history-folder.ts'
import { EXIT, type Io } from './io.ts'
import { specText, svgText } from './picture-files.ts'
import { readResults } from './read-results.ts'
import { formatOf, writeTables } from './report.ts'
import { tell } from './tell.ts'

export interface HistoryOptions {
  readonly in?: string
  readonly format?: OutputFormat | 'svg' | 'vega-lite'
  readonly json?: true
}

function historyFolder(io: Pick<Io, 'cwd'>, named: string | undefined): string {
  return named === undefined ? join(io.cwd, 'results', 'history') : resolve(io.cwd, named)
}

/** `knnbench history add`: keeps what a ledger says of one commit. */
export function historyAdd(
  named: string | undefined,
  options: HistoryOptions & { readonly commit?: string },
  io: Io,
): number {
  const [{ folder: ledger }] = namedLedgers(named === undefined ? [] : [named], io)
  const commit = options.commit ?? commitHere(io)
  if (!entrySchema.shape.commit.safeParse(commit).success)
    throw new InputError({
      found: `--commit is ${JSON.stringify(commit)}.`,
      fix: 'Allowed: at most 64 letters, digits, ".", "_", "/" and "-", a letter or digit first.',
    })
  const entry = entryOfResults(readResults(ledger), commit)
  if (entry === undefined || entry.rounds === 0)
    throw new InputError({
      found: `${relative(io.cwd, ledger) || '.'} holds no complete round.`,
      fix: 'Go on with the same knnbench run.',
    })
  const { path, replaced } = writeEntry(historyFolder(io, options.in), entry)
  if (options.json === true) io.stdout.write(`${JSON.stringify(entry, null, 2)}\n`)
  tell(io, [
    `${replaced ? 'Replaced' : 'Added'} ${commit}: ${entry.arms.length} arms of ${entry.study}, in ${relative(io.cwd, path)}`,
  ])
  return EXIT.ok
}

/** The commit that CI builds, or that is checked out here. */
function commitHere({ env, cwd }: Io): string {
  const told = env.GITHUB_SHA ?? env.CI_COMMIT_SHA
  if (told !== undefined && told !== '') return told
  const git = spawnSync('git', ['rev-parse', 'HEAD'], { cwd, encoding: 'utf8' })
  if (git.status === 0) return git.stdout.trim()
  throw new InputError({
    found: 'here is no git repository, and neither GITHUB_SHA nor CI_COMMIT_SHA is set.',
    fix: 'Say which commit was measured: --commit NAME',
  })
}

/** `knnbench history list`: the commits. */
export function historyList(options: HistoryOptions, io: Io): number {
  const entries = readHistory(historyFolder(io, options.in), io.cwd)
  writeTables([commitsTable(entries)], formatOf(options), io)
  return EXIT.ok
}

export interface ShowOptions extends HistoryOptions {
  readonly of?: MeasureName
  readonly dataset?: readonly string[]
  readonly engine?: readonly string[]
  readonly leastChange?: string
  readonly picture?: true
}

/** `knnbench history show`: series, levels and steps; what was found decides no exit code. */
export async function historyShow(options: ShowOptions, io: Io): Promise<number> {
  const entries = readHistory(historyFolder(io, options.in), io.cwd)
  const measure = MEASURES[options.of ?? 'ratio']
  const least_change = leastChange(options.leastChange)
  const series = chosen(seriesOf(entries, measure), entries, options)
  const steps = series.flatMap((one) => stepsOf(one, least_change))
  if (options.picture === true) {
    const picture = historyPicture(series, steps, measure)
    io.stdout.write(options.format === 'vega-lite' ? specText(picture) : await svgText(picture))
    return EXIT.ok
  }
  const format = formatOf(options)
  const tables = [seriesTable(series, measure), stepsTable(steps, measure, least_change)]
  writeTables(shownTables(tables, format), format, io)
  return EXIT.ok
}

/** A CSV file holds one table: the steps. */
function shownTables(tables: readonly Table[], format: OutputFormat): readonly Table[] {
  return format === 'csv' ? tables.slice(-1) : tables
}

function leastChange(percent = '5'): number {
  const value = Number(percent)
  if (percent.trim() !== '' && value >= 0 && value <= 1000) return value / 100
  throw new InputError({
    found: `--least-change is ${JSON.stringify(percent)}.`,
    fix: 'Allowed: per cent from 0 to 1000, such as 5.',
  })
}

function chosen(
  series: readonly Series[],
  entries: readonly HistoryEntry[],
  { dataset = [], engine = [], of }: ShowOptions,
): Series[] {
  const arms = entries.flatMap((entry) => entry.arms)
  refuseUnknown('dataset', dataset, new Set(arms.map((arm) => arm.dataset)))
  refuseUnknown('engine', engine, new Set(arms.map((arm) => arm.engine)))
  const found = series.filter(
    ({ arm }) =>
      (dataset.length === 0 || dataset.includes(arm.dataset)) &&
      (engine.length === 0 || engine.includes(arm.engine)),
  )
  if (found.length > 0) return found
  throw new InputError({
    found: `no arm has a ${of ?? 'ratio'} here.`,
    fix: 'The baseline has no ratio to itself; choose another engine, or --of time.',
  })
}

function refuseUnknown(what: string, asked: readonly string[], known: ReadonlySet<string>): void {
  const unknown = asked.find((name) => !known.has(name))
  if (unknown === undefined) return
  throw new InputError({
    found: `no ${what} of this history is named "${unknown}".${didYouMean(unknown, [...known])}`,
    fix: `There are: ${[...known].join(', ')}.`,
  })
}
