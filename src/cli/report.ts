import { existsSync, readdirSync, statSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { InputError } from '../config/input-error.ts'
import { didYouMean } from '../config/nearest-name.ts'
import { readNpy } from '../data/npy.ts'
import { openAnswerStore } from '../ledger/answer-store.ts'
import { LEDGER_FILE, readLedger } from '../ledger/read-ledger.ts'
import type { Answer } from '../report/answer.ts'
import { RENDERERS } from '../report/render/index.ts'
import { buildResults, type Results } from '../report/results.ts'
import type { OutputFormat, RenderOptions } from '../report/table.ts'
import { isTableName, TABLES, type TableName } from '../report/tables/index.ts'
import { terminalReport } from '../report/terminal-report.ts'
import { colorOf, EXIT, type Io, widthOf } from './io.ts'

export interface ReportOptions {
  readonly table?: string
  readonly listTables?: true
  readonly format: OutputFormat
  readonly json?: true
}

/** `knnbench report`: a pure function of a ledger and its answer files. */
export function reportCommand(results: string | undefined, options: ReportOptions, io: Io): number {
  if (options.listTables === true) return listTables(options, io)
  const folder = results === undefined ? newestFolder(io) : findFolder(results, io)
  if (results === undefined) io.stderr.write(`${relative(io.cwd, folder)} (the newest ledger)\n`)
  const format = options.json === true ? 'json' : options.format
  const found = readResults(folder)
  if (format === 'terminal' && options.table === undefined) printReport(found, found.study.name, io)
  else
    printTables(
      options.table === undefined ? tablesOf(format) : [tableName(options.table)],
      format,
      found,
      io,
    )
  return EXIT.ok
}

/** Without --table, JSON has all tables and CSV, which holds one, the tidy cells. */
function tablesOf(format: OutputFormat): TableName[] {
  return format === 'csv' ? ['cells'] : (Object.keys(TABLES) as TableName[])
}

/** The whole report on stdout; `study` is how the user names the study in the commands that it proposes. */
export function printReport(results: Results, study: string, io: Io): void {
  io.stdout.write(terminalReport(results, { ...renderOptions(io), study }))
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
  return { width: widthOf(io.stdout, io.env), color: colorOf(io.stdout, io.env) }
}

/** Exit code of a run: wrong answers before everything, then nothing measured. */
export function runExitCode({ cases }: Results): number {
  const cells = cases.flatMap(({ arms }) => arms).flatMap((arm) => arm.cells)
  if (cells.some(({ status }) => status === 'wrong')) return EXIT.wrong
  return cells.some(({ status }) => status === 'measured' || status === 'answered') ? EXIT.ok : EXIT.failed
}

export function readResults(folder: string): Results {
  const { records } = readLedger(folder)
  const answers = openAnswerStore(folder)
  const results = buildResults(records, (sha256) => readAnswer(answers.path(sha256)))
  if (results !== undefined) return results
  throw new InputError({
    where: { file: join(folder, LEDGER_FILE) },
    found: 'this ledger holds no study.',
    fix: 'Start one with: knnbench run quick',
  })
}

function readAnswer(path: string): Answer {
  const { shape, data } = readNpy(path)
  if (data instanceof Int32Array || data instanceof Float64Array) return { shape, data }
  throw new InputError({
    where: { file: path },
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

/** A results folder by path, or below `results/` by the study's name. */
function findFolder(results: string, io: Io): string {
  const candidates = [resolve(io.cwd, results), join(io.cwd, 'results', results)]
  const found = candidates.find((folder) => existsSync(join(folder, LEDGER_FILE)))
  if (found !== undefined) return found
  throw new InputError({
    found: `no ledger in ${candidates.map((folder) => relative(io.cwd, folder) || '.').join(' or ')}.`,
    fix: 'Start one with: knnbench run quick',
  })
}

function newestFolder(io: Io): string {
  const root = join(io.cwd, 'results')
  const folders = existsSync(root) ? readdirSync(root).map((name) => join(root, name)) : []
  const dated = folders
    .filter((folder) => existsSync(join(folder, LEDGER_FILE)))
    .map((folder) => ({ folder, at: statSync(join(folder, LEDGER_FILE)).mtimeMs }))
    .sort((a, b) => b.at - a.at)
  if (dated.length > 0) return dated[0].folder
  throw new InputError({ found: 'no ledger below results/ here.', fix: 'Start one with: knnbench run quick' })
}
