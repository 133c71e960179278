import { join } from 'node:path'
import { removeLeft, removeOwn } from '../data/temporary.ts'
import { toolVersion } from '../engine/package-version.ts'
import { openAnswerStore } from '../ledger/answer-store.ts'
import { openLedgerWriter } from '../ledger/append-ledger.ts'
import { lockLedger } from '../ledger/lock.ts'
import { type LedgerContent, readLedger } from '../ledger/read-ledger.ts'
import { expandGrid } from '../plan/grid.ts'
import { calibratedEnvironment } from '../runner/calibration.ts'
import { endOrphans, killRunning } from '../runner/host-death.ts'
import { readBoot } from '../runner/machine.ts'
import { machinePinning, type Pinning, pinHost } from '../runner/pinning.ts'
import { createRunFolder, type RunFolder, removeLeftFolders } from '../runner/run-folder.ts'
import { runStudy } from '../runner/run-study.ts'
import type { StudyCase } from '../runner/study-case.ts'
import type { StudyRun } from '../runner/study-run.ts'
import { realEffects } from './effects.ts'
import { cacheRoot } from './folders.ts'
import type { Io } from './io.ts'
import { type PlannedStudy, planLines } from './plan-text.ts'
import { progressLine } from './progress.ts'
import { storableStudy } from './study-reference.ts'
import { tell } from './tell.ts'

/** What a run measures, and what it was told about going on. */
export interface Measuring {
  readonly planned: PlannedStudy
  readonly cases: readonly StudyCase[]
  readonly invoked: StudyRun['invoked']
  readonly changed_environment: StudyRun['changed_environment']
  readonly again: StudyRun['again']
  readonly shard?: StudyRun['shard']
}

/** Measures under the lock of its results folder, and leaves nothing behind but its ledger and caches. */
export async function measure(measuring: Measuring, folder: string, io: Io): Promise<void> {
  const interrupt = io.catchInterrupts('Every finished block is in the ledger.')
  const runFolder = createRunFolder()
  let unlock = (): void => undefined
  const leave = (): void => {
    try {
      killRunning()
      runFolder.remove()
      removeOwn(join(cacheRoot(io), 'oracles')) // of a thread that grades and was ended
    } finally {
      unlock()
    }
  }
  process.once('exit', leave) // which a second Ctrl-C leads to at once
  try {
    unlock = lockLedger(folder, new Date().toISOString())
    tell(io, leftProcesses(await endOrphans()))
    removeLeftFolders()
    for (const name of ['cases', 'oracles', 'datasets']) removeLeft(join(cacheRoot(io), name))
    await measureLocked(measuring, { folder, runFolder, interrupt }, io)
  } finally {
    process.off('exit', leave)
    leave()
  }
}

interface Surroundings {
  readonly folder: string
  readonly runFolder: RunFolder
  readonly interrupt: AbortSignal
}

async function measureLocked(
  { planned, cases, invoked, changed_environment, again, shard }: Measuring,
  { folder, runFolder, interrupt }: Surroundings,
  io: Io,
): Promise<void> {
  const { study, ready, missing, until } = planned
  const progress = progressLine(io.stderr)
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
      environment: calibratedEnvironment(cacheRoot(io)),
      boot: readBoot(),
      changed_environment,
      ...(shard === undefined ? {} : { shard }),
      pinned: {
        engine_cores: cores(pinning?.engine_cores),
        host_cores: isHostPinned ? cores(pinning.host_cores) : null,
      },
      tool_version: toolVersion(),
      invoked,
      study_file: storableStudy(study, io),
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
      onPlan: (plan, left) => {
        progress.stop()
        tell(io, planLines(planned, plan, left))
      },
    }).finally(() => writer.close())
  } finally {
    progress.stop()
  }
}

/** What a run that was killed could not end itself. */
function leftProcesses(count: number): string[] {
  if (count === 0) return []
  return [`  a run that was killed had left ${count} process${count === 1 ? '' : 'es'}; they were ended`]
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
