import { join, relative } from 'node:path'
import type { Study } from '../config/study.ts'
import { removeLeft } from '../data/temporary.ts'
import { toolVersion } from '../engine/package-version.ts'
import { openAnswerStore } from '../ledger/answer-store.ts'
import { openLedgerWriter } from '../ledger/append-ledger.ts'
import { lockLedger } from '../ledger/lock.ts'
import { type LedgerContent, readLedger } from '../ledger/read-ledger.ts'
import { expandGrid } from '../plan/grid.ts'
import { endOrphans } from '../runner/host-death.ts'
import { readBoot, readEnvironment } from '../runner/machine.ts'
import { machinePinning, type Pinning, pinHost } from '../runner/pinning.ts'
import { createRunFolder, removeLeftFolders } from '../runner/run-folder.ts'
import { runStudy } from '../runner/run-study.ts'
import type { StudyCase } from '../runner/study-case.ts'
import type { StudyRun } from '../runner/study-run.ts'
import { requireReadyBaseline, requireSupport } from './baseline.ts'
import { chosenStudy, readChosen, type TableFlags } from './chosen-study.ts'
import { dryRun } from './dry-run.ts'
import { realEffects } from './effects.ts'
import { cacheRoot, resultsFolder } from './folders.ts'
import type { Io } from './io.ts'
import { headline, leftOut, type PlannedStudy, planLines } from './plan-text.ts'
import { progressLine } from './progress.ts'
import type { StudyFlags } from './read-study.ts'
import { printJson, printReport, readResults, runExitCode } from './report.ts'
import { studyCases } from './study-cases.ts'
import { studyEngines } from './study-engines.ts'
import { invocation, typedReference } from './study-reference.ts'

export interface RunOptions extends StudyFlags, TableFlags {
  readonly out?: string
  readonly force?: true
  readonly dryRun?: true
  readonly newSession?: true
  readonly json?: true
}

/** `knnbench run`: plan, answers, rounds, report. Gives the exit code. */
export async function runCommand(named: string | undefined, options: RunOptions, io: Io): Promise<number> {
  const reference = chosenStudy(named, options, io)
  const { study, places, notes } = readChosen(reference, options, io)
  const cache = cacheRoot(io)
  const engines = studyEngines(study, places, cache)
  const until = options.answersOnly === true ? 'answers' : 'rounds'
  const planned: PlannedStudy = { study, ...engines, configurations: expandGrid(study.grid).length, until }
  requireReadyBaseline(planned, places.baseline)
  requireSupport(planned, [Number.POSITIVE_INFINITY], places.baseline)
  const heading = [headline(planned), ...notes.map((note) => `  ${note}`), ...leftOut(planned.missing)]
  if (options.dryRun !== true) tell(io, heading)
  const cases = studyCases(study, places, cache)
  const n_trains = cases.map(({ prepared }) => prepared.n_train)
  requireSupport(planned, n_trains, places.baseline)
  if (options.dryRun === true) return dryRun(planned, cases, heading, options, io)
  const folder = resultsFolder(io, study.name, options.out)
  await measure(
    {
      planned,
      cases,
      invoked: invocation(reference, options, io),
      changed_environment: options.newSession === true ? 'new-session' : 'refuse',
      again: measuredAgain(study, options),
    },
    folder,
    io,
  )
  const results = { ...readResults(folder), reference: typedReference(reference, options) }
  if (options.json === true) printJson(results, io)
  else printReport(results, io)
  tell(io, ['', `Ledger   ${relative(io.cwd, folder) || '.'}/ledger.jsonl`])
  return runExitCode(results, until)
}

interface Measuring {
  readonly planned: PlannedStudy
  readonly cases: readonly StudyCase[]
  readonly invoked: StudyRun['invoked']
  readonly changed_environment: StudyRun['changed_environment']
  readonly again: StudyRun['again']
}

async function measure(measuring: Measuring, folder: string, io: Io): Promise<void> {
  const interrupt = io.catchInterrupts()
  const unlock = lockLedger(folder, new Date().toISOString())
  try {
    tell(io, leftProcesses(await endOrphans()))
    removeLeftFolders()
    for (const name of ['cases', 'oracles', 'datasets']) removeLeft(join(cacheRoot(io), name))
    await measureLocked(measuring, folder, interrupt, io)
  } finally {
    unlock()
  }
}

async function measureLocked(
  { planned, cases, invoked, changed_environment, again }: Measuring,
  folder: string,
  interrupt: AbortSignal,
  io: Io,
): Promise<void> {
  const { study, ready, missing, until } = planned
  const progress = progressLine(io.stderr)
  const runFolder = createRunFolder()
  try {
    const content = readLedger(folder)
    tell(io, tornLine(content))
    const writer = openLedgerWriter(folder, content)
    const answers = openAnswerStore(folder)
    answers.removeLeft()
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
      changed_environment,
      pinned: {
        engine_cores: cores(pinning?.engine_cores),
        host_cores: isHostPinned ? cores(pinning.host_cores) : null,
      },
      tool_version: toolVersion(),
      invoked,
      records: content.records,
      again,
      jobs: jobsOf(pinning, study.protocol.threads),
      until,
      effects: realEffects({
        writer,
        answers,
        pinning,
        runFolder,
        progress,
        interrupt,
        cacheRoot: cacheRoot(io),
      }),
      cancel: interrupt,
      onPlan: (plan, left_ns) => {
        progress.stop()
        tell(io, planLines(planned, plan, left_ns))
      },
    }).finally(() => writer.close())
  } finally {
    progress.stop()
    runFolder.remove()
  }
}

/** What a run that was killed could not end itself. */
function leftProcesses(count: number): string[] {
  if (count === 0) return []
  return [`  a run that was killed had left ${count} process${count === 1 ? '' : 'es'}; they were ended`]
}

/** With --force the engines that were asked for by name, else all; their baseline runs beside them anyway. */
function measuredAgain(study: Study, { force, engine = [] }: RunOptions): readonly string[] {
  if (force !== true) return []
  return engine.length > 0 ? engine : study.engines.map(({ name }) => name)
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
