import { relative } from 'node:path'
import { InputError } from '../config/input-error.ts'
import { loadStudy } from '../config/load-study.ts'
import { narrowStudy } from '../config/narrow-study.ts'
import type { Study } from '../config/study.ts'
import { toolVersion } from '../engine/package-version.ts'
import { openAnswerStore } from '../ledger/answer-store.ts'
import { openLedgerWriter } from '../ledger/append-ledger.ts'
import { lockLedger } from '../ledger/lock.ts'
import { type LedgerContent, readLedger } from '../ledger/read-ledger.ts'
import { expandGrid } from '../plan/grid.ts'
import { readBoot, readEnvironment } from '../runner/machine.ts'
import { machinePinning, type Pinning, pinHost } from '../runner/pinning.ts'
import { runStudy } from '../runner/run-study.ts'
import { dryRun } from './dry-run.ts'
import { realEffects } from './effects.ts'
import { CONFIGS, cacheRoot, resultsFolder } from './folders.ts'
import type { Io } from './io.ts'
import { knownNames } from './known-names.ts'
import { headline, leftOut, type PlannedStudy, planLines } from './plan-text.ts'
import { progressLine } from './progress.ts'
import { printJson, printReport, readResults, runExitCode } from './report.ts'
import { studyCases } from './study-cases.ts'
import { studyEngines } from './study-engines.ts'

export interface RunOptions {
  readonly dataset: readonly string[]
  readonly engine: readonly string[]
  readonly rounds?: string
  readonly out?: string
  readonly answersOnly?: true
  readonly dryRun?: true
  readonly allowOutside?: true
  readonly json?: true
}

/** `knnbench run`: plan, answers, rounds, report. Gives the exit code. */
export async function runCommand(reference: string, options: RunOptions, io: Io): Promise<number> {
  const { study, notes } = readStudy(reference, options, io)
  const cache = cacheRoot(io)
  const { ready, missing } = studyEngines(study, cache)
  const planned: PlannedStudy = { study, ready, missing, configurations: expandGrid(study.grid).length }
  if (options.dryRun === true) return dryRun(planned, studyCases(study, cache), options, io)
  tell(io, [headline(planned), ...notes.map((note) => `  ${note}`), ...leftOut(missing)])
  requireBaseline(planned)
  const folder = resultsFolder(io, study.name, options.out)
  await measure(planned, folder, options, io)
  const results = readResults(folder)
  if (options.json === true) printJson(results, io)
  else printReport(results, reference, io)
  tell(io, ['', `Ledger   ${relative(io.cwd, folder) || '.'}/ledger.jsonl`])
  return runExitCode(results)
}

function readStudy(
  reference: string,
  options: RunOptions,
  io: Io,
): { study: Study; notes: readonly string[] } {
  const study = loadStudy(reference, {
    configsDirectory: CONFIGS,
    known: knownNames(),
    cwd: io.cwd,
    allow_outside: options.allowOutside === true,
  })
  const rounds = options.rounds === undefined ? {} : { rounds: wholeNumber(options.rounds) }
  const narrowed = narrowStudy(study, { datasets: options.dataset, engines: options.engine, ...rounds })
  if (options.answersOnly !== true) return narrowed
  const protocol = { ...narrowed.study.protocol, score_rows: 'all' as const }
  return { ...narrowed, study: { ...narrowed.study, protocol } }
}

function wholeNumber(text: string): number {
  if (/^\d+$/.test(text)) return Number(text)
  throw new InputError({ found: `--rounds is "${text}"; allowed: a whole number from 1.`, fix: '' })
}

/** Ratios need something to be against: without its baseline a study cannot be measured. */
function requireBaseline({ study, missing }: PlannedStudy): void {
  const baseline = missing.find(({ entry }) => entry.name === study.baseline)
  if (baseline === undefined) return
  throw new InputError({
    found: `the baseline ${study.baseline} is not ready: ${baseline.missing}.`,
    fix: `Set it up with: ${baseline.fix} – or choose another baseline in the study.`,
  })
}

async function measure(planned: PlannedStudy, folder: string, options: RunOptions, io: Io): Promise<void> {
  const { study, ready, missing } = planned
  const cases = studyCases(study, cacheRoot(io))
  const interrupt = io.catchInterrupts()
  const unlock = lockLedger(folder, { pid: process.pid, since: new Date().toISOString() })
  const progress = progressLine(io.stderr)
  try {
    const content = readLedger(folder)
    tell(io, tornLine(content))
    const writer = openLedgerWriter(folder, content)
    const pinning = machinePinning(study.protocol.threads)
    const isHostPinned = pinning !== undefined && pinHost(pinning.host_cores)
    await runStudy({
      study,
      cases,
      missing,
      engines: ready,
      grid: expandGrid(study.grid),
      environment: readEnvironment(),
      boot: readBoot(),
      pinned: {
        engine_cores: cores(pinning?.engine_cores),
        host_cores: isHostPinned ? cores(pinning.host_cores) : null,
      },
      tool_version: toolVersion(),
      records: content.records,
      jobs: jobsOf(pinning, study.protocol.threads),
      until: options.answersOnly === true ? 'answers' : 'rounds',
      effects: realEffects({
        writer,
        answers: openAnswerStore(folder),
        pinning,
        progress,
        interrupt,
        cacheRoot: cacheRoot(io),
      }),
      cancel: interrupt,
      onPlan: (plan) => {
        progress.stop()
        tell(io, planLines(planned, plan))
      },
    }).finally(() => writer.close())
  } finally {
    progress.stop()
    unlock()
  }
}

/** What an interrupted write left; the writer cuts it off. */
function tornLine({ records, torn_bytes }: LedgerContent): string[] {
  if (torn_bytes === 0) return []
  return [
    `  the ledger's last record stops after ${torn_bytes} bytes, as an interrupted write leaves it; it was cut off.`,
    `  The ${records.length} records before it are whole, and its block is measured again.`,
  ]
}

function cores(list: readonly number[] | undefined): number[] | null {
  return list === undefined ? null : [...list]
}

/** As many untimed processes side by side as there are cores for. */
function jobsOf(pinning: Pinning | undefined, threads: number): number {
  return Math.max(1, Math.floor((pinning?.all_cores.length ?? 1) / threads))
}

function tell(io: Io, lines: readonly string[]): void {
  io.stderr.write(lines.map((line) => `${line}\n`).join(''))
}
