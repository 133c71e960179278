import { join, relative } from 'node:path'
import { InputError } from '../config/input-error.ts'
import { didYouMean } from '../config/nearest-name.ts'
import { decodeNpy } from '../data/npy.ts'
import { type AnswerStore, openAnswerStore } from '../ledger/answer-store.ts'
import { LEDGER_FILE, readLedger } from '../ledger/read-ledger.ts'
import type { Answer } from '../report/answer.ts'
import { RENDERERS } from '../report/render/index.ts'
import { buildResults, type Results } from '../report/results.ts'
import type { OutputFormat, RenderOptions } from '../report/table.ts'
import { isTableName, TABLES, type TableName } from '../report/tables/index.ts'
import { terminalReport } from '../report/terminal-report.ts'
import { findFolder, newestFolder } from './find-ledger.ts'
import { colorOf, EXIT, type Io, widthOf } from './io.ts'
import { ledgerReference } from './study-reference.ts'

export interface ReportOptions {
  readonly table?: string
  readonly listTables?: true
  readonly format?: OutputFormat
  readonly json?: true
}

/** `knnbench report`: a pure function of a ledger and its answer files. */
export function reportCommand(results: string | undefined, options: ReportOptions, io: Io): number {
  const format = formatOf(options)
  if (options.listTables === true) return listTables(options, io)
  const folder = results === undefined ? newestFolder(io) : findFolder(results, io)
  if (results === undefined) io.stderr.write(`${relative(io.cwd, folder)} (the newest ledger)\n`)
  const table = options.table === undefined ? undefined : tableName(options.table)
  const read = readResults(folder)
  const found = { ...read, reference: ledgerReference(read.study, folder, io) }
  if (format === 'terminal' && table === undefined) printReport(found, io)
  else printTables(table === undefined ? tablesOf(format) : [table], format, found, io)
  return EXIT.ok
}

function formatOf({ json, format }: ReportOptions): OutputFormat {
  if (json !== true) return format ?? 'terminal'
  if (format === undefined || format === 'json') return 'json'
  throw new InputError({
    found: `--json and --format ${format} ask for two formats.`,
    fix: 'Keep one of them.',
  })
}

/** Without --table, JSON has all tables and CSV, which holds one, the tidy cells. */
function tablesOf(format: OutputFormat): TableName[] {
  return format === 'csv' ? ['cells'] : (Object.keys(TABLES) as TableName[])
}

/** The whole report on stdout. */
export function printReport(results: Results, io: Io): void {
  io.stdout.write(terminalReport(results, { ...renderOptions(io), ...results.reference }))
}

/** All tables as JSON on stdout. */
export function printJson(results: Results, io: Io): void {
  printTables(tablesOf('json'), 'json', results, io)
}

function printTables(names: readonly TableName[], format: OutputFormat, results: Results, io: Io): void {
  const tables = names.map((name) => TABLES[name].make(results))
  io.stdout.write(RENDERERS[format].render(tables, renderOptions(io)))
}

function renderOptions(io: Io): RenderOptions {
  const sink = io.stdout.isTTY === true ? 'terminal' : 'file'
  return { width: widthOf(io.stdout, io.env), color: colorOf(io.stdout, io.env), sink }
}

/** Exit code of a run: wrong answers before everything, then nothing measured, or answered where that is all it was for. */
export function runExitCode({ cases }: Results, until: 'answers' | 'rounds'): number {
  const statuses = cases.flatMap(({ arms }) => arms.flatMap(({ cells }) => cells.map(({ status }) => status)))
  if (statuses.includes('wrong')) return EXIT.wrong
  const isDone = statuses.includes('measured') || (until === 'answers' && statuses.includes('answered'))
  return isDone ? EXIT.ok : EXIT.failed
}

export function readResults(folder: string): Results {
  const { records } = readLedger(folder)
  const answers = openAnswerStore(folder)
  const results = buildResults(records, (sha256) => readAnswer(answers, sha256))
  if (results !== undefined) return results
  throw new InputError({
    where: { file: join(folder, LEDGER_FILE) },
    found: 'this ledger holds no plan: no run has got that far.',
    fix: 'Go on with the same knnbench run.',
  })
}

function readAnswer(answers: AnswerStore, sha256: string): Answer {
  const file = answers.path(sha256)
  const { shape, data } = decodeNpy(answers.read(sha256), file)
  if (data instanceof Int32Array || data instanceof Float64Array) return { shape, data }
  throw new InputError({
    where: { file },
    found: 'an answer file holds int32 codes or float64 numbers, not this.',
    fix: 'Restore it from a copy.',
  })
}

function listTables(options: ReportOptions, io: Io): number {
  const tables = Object.entries(TABLES).map(([name, { summary }]) => ({ name, summary }))
  const text = tables.map(({ name, summary }) => `${name.padEnd(16)}${summary}\n`).join('')
  io.stdout.write(options.json === true ? `${JSON.stringify(tables, null, 2)}\n` : text)
  return EXIT.ok
}

function tableName(name: string): TableName {
  if (isTableName(name)) return name
  const known = Object.keys(TABLES)
  throw new InputError({
    found: `unknown table "${name}"; there are: ${known.join(', ')}.${didYouMean(name, known)}`,
    fix: 'See: knnbench report --list-tables',
  })
}
