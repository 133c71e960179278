import { existsSync, realpathSync } from 'node:fs'
import { join, relative } from 'node:path'
import { InputError } from '../config/input-error.ts'
import { printable } from '../config/printable.ts'
import type { Outcome } from '../report/reproduction/outcome.ts'
import { compareReproduction } from '../report/reproduction/reproduction.ts'
import { settingLines, settingTable } from '../report/reproduction/setting-table.ts'
import type { Results } from '../report/results.ts'
import type { OutputFormat, Table } from '../report/table.ts'
import { dryRun } from './dry-run.ts'
import { namedLedgers } from './find-ledger.ts'
import { resultsFolder } from './folders.ts'
import { EXIT, type Io } from './io.ts'
import { type Measuring, measure } from './measure.ts'
import { planReproduction, type ReproductionFlags } from './plan-reproduction.ts'
import { headline, leftOut } from './plan-text.ts'
import { readResults } from './read-results.ts'
import { formatOf, runExitCode, writeTables } from './report.ts'
import { tell } from './tell.ts'

export interface ReproduceOptions extends ReproductionFlags {
  readonly out?: string
  readonly newSession?: true
  readonly format?: OutputFormat
  readonly json?: true
}

/** `knnbench reproduce`: the study of a ledger once more, then both side by side. Gives the exit code. */
export async function reproduceCommand(named: string, options: ReproduceOptions, io: Io): Promise<number> {
  const format = formatOf(options)
  const [{ folder: ledger }] = namedLedgers([named], io)
  const old = readResults(ledger)
  const { name } = old.study
  const folder = resultsFolder(io, name, options.out ?? join('results', `${name}-reproduced`))
  requireOtherFolder(folder, ledger, io)
  const { planned, purpose, cases, notes, facts } = planReproduction(old, options, io)
  const heading = [
    `Again from ${relative(io.cwd, ledger) || '.'}/ledger.jsonl`,
    headline(planned),
    ...notes.map((note) => `  ${note}`),
    ...leftOut(planned.missing),
    ...settingLines(facts).map(printable),
  ]
  if (options.dryRun === true)
    return dryRun({ planned, cases, heading }, { ...jsonOf(format), environment: facts }, io)
  tell(io, heading)
  await measure({ planned, cases, ...standing(old, options) }, folder, io)
  const now = readResults(folder)
  const { tables, outcome } = compareReproduction(old, now, purpose)
  writeTables(shownTables([settingTable(facts), ...tables], format), format, io)
  tell(io, [
    '',
    `Outcome  ${OUTCOME_WORDS[outcome]}`,
    `Ledger   ${relative(io.cwd, folder) || '.'}/ledger.jsonl`,
  ])
  return exitCode(outcome, runExitCode(now, planned.until))
}

/** A ledger is never written into by what repeats it: its records and the new ones would be one study's. */
function requireOtherFolder(folder: string, ledger: string, { cwd }: Io): void {
  if (!existsSync(folder) || realpathSync(folder) !== realpathSync(ledger)) return
  throw new InputError({
    found: `${relative(cwd, folder) || '.'} holds the ledger that is to be reproduced.`,
    fix: 'Choose another folder with --out.',
  })
}

function jsonOf(format: OutputFormat): { readonly json?: true } {
  return format === 'json' ? { json: true } : {}
}

/** What a run is told beside its study; reports go on naming the study as it was named first. */
function standing(
  { study: { invoked } }: Results,
  { newSession, dataset = [], engine = [] }: ReproduceOptions,
): Pick<Measuring, 'invoked' | 'changed_environment' | 'again'> {
  const flags = [
    ...replaced('--dataset', dataset, invoked?.flags ?? []),
    ...replaced('--engine', engine, invoked?.flags ?? []),
    ...(invoked?.flags ?? []).filter((flag) => !/^--(dataset|engine) /.test(flag)),
  ]
  return {
    invoked: { ...invoked, flags },
    changed_environment: newSession === true ? 'new-session' : 'refuse',
    again: [],
  }
}

function replaced(flag: string, names: readonly string[], before: readonly string[]): string[] {
  if (names.length > 0) return names.map((name) => `${flag} ${name}`)
  return before.filter((one) => one.startsWith(`${flag} `))
}

/** A CSV file holds one table: the last one, which has what was asked for. */
function shownTables(tables: readonly Table[], format: OutputFormat): readonly Table[] {
  return format === 'csv' ? tables.slice(-1) : tables
}

const OUTCOME_WORDS = {
  'no claim': 'the ledger claims nothing here that could be confirmed',
  agrees: 'whatever the ledger claims came out again',
  'not confirmed': 'something that the ledger claims is not confirmed here',
  differs: 'something came out otherwise than in the ledger',
  wrong: 'answers are wrong here',
} satisfies Record<Outcome, string>

/** Wrong answers before everything; then nothing measured, then what differs, then what is open (design §12). */
function exitCode(outcome: Outcome, runCode: number): number {
  if (outcome === 'wrong' || runCode === EXIT.wrong) return EXIT.wrong
  if (runCode !== EXIT.ok) return runCode
  if (outcome === 'agrees') return EXIT.ok
  return outcome === 'differs' ? EXIT.regression : EXIT.inconclusive
}
