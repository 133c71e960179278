import { type ChildProcess, spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { namingFile } from '../data/naming-file.ts'
import type { EngineEvent, Job } from '../engine/protocol.ts'
import { engineEnvironment } from './engine-environment.ts'
import { type EngineLog, openEngineLog } from './engine-log.ts'
import { type EngineMark, newEngineMark } from './engine-mark.ts'
import { eventReader, mostBytes } from './event-reader.ts'
import { type BadEnd, judgeExit, judgeSilence } from './exit-verdict.ts'
import { boundWords } from './host-death.ts'
import { type Pinning, pinnedWords } from './pinning.ts'
import { eventPipe, type Over, whenOver } from './process-end.ts'
import { endProcessGroup, keepGroup } from './process-group.ts'
import { watchSilence } from './silence-watch.ts'
import { withTemporaryFolder } from './temporary-folder.ts'
import { type SeriesPoint, sampleSeries } from './usage-series.ts'

export interface EngineCommand {
  readonly words: readonly string[]
  readonly environment: Readonly<Record<string, string>>
}

export interface EngineTask {
  readonly command: EngineCommand
  readonly job: Job
  /** Timed work runs on the engine's cores, untimed work wherever there is room. */
  readonly cores: 'engine' | 'any'
  /** An empty folder for the job file and the log; the caller removes it. */
  readonly folder: string
  /** Longest silence between two events: one fit or one prediction. */
  readonly silence_ns: number
  /** The same, if it is longer, until the data is loaded. */
  readonly start_ns: number
  readonly cancel: AbortSignal
}

interface Ended {
  readonly events: readonly EngineEvent[]
  readonly wall_ns: number
  readonly series: readonly SeriesPoint[]
  /** Processes that still ran when it had ended by itself, and were killed. */
  readonly left_processes: number
}

/** How an engine process ended; only `done` counts. */
export type EngineOutcome = Ended & ({ readonly kind: 'done' } | BadEnd)

/** What goes with a process beside its task. */
interface Attached {
  readonly log: EngineLog
  readonly mark: EngineMark
}

/** Starts one engine process in its own group, reads its events to the end and leaves nobody behind. */
export async function runEngineProcess(
  task: EngineTask,
  pinning: Pinning | undefined,
): Promise<EngineOutcome> {
  const placed = withTemporaryFolder(task)
  const log = openEngineLog(task.folder)
  const mark = newEngineMark()
  try {
    return await runToEnd(placed, pinning, { log, mark })
  } finally {
    log.close()
    await mark.endAll()
  }
}

async function runToEnd(
  task: EngineTask,
  pinning: Pinning | undefined,
  { log, mark }: Attached,
): Promise<EngineOutcome> {
  const started_ns = process.hrtime.bigint()
  const cores = task.cores === 'engine' ? pinning?.engine_cores : pinning?.all_cores
  const child = start(task, cores, { log, mark })
  const over = whenOver(child, mark)
  if (child.pid !== undefined) keepGroup(child.pid, over)
  const series = sampleSeries(child.pid)
  const { events, stopped } = await readToEnd(child, task, over)
  const ended: Ended = {
    events,
    wall_ns: Number(process.hrtime.bigint() - started_ns),
    series: series.stop(),
    left_processes: stopped === undefined ? (await over).left_processes : 0,
  }
  const verdict = stopped ?? judgeExit({ ...(await over), events, log: log.tail() })
  return verdict === undefined ? { ...ended, kind: 'done' } : { ...ended, ...verdict }
}

function start(
  { command, job, folder }: EngineTask,
  cores: readonly number[] | undefined,
  { log: { descriptor }, mark }: Attached,
): ChildProcess {
  const jobFile = join(folder, 'job.json')
  namingFile(jobFile, () => writeFileSync(jobFile, JSON.stringify(job)))
  const [program, ...words] = boundWords(pinnedWords(command.words, cores))
  return spawn(program, [...words, '--job', jobFile], {
    detached: true,
    stdio: ['ignore', descriptor, descriptor, 'pipe'],
    env: engineEnvironment(command.environment, mark.variables),
  })
}

/** Collects events until all is over; a silence, a broken line or a cancel ends the group before. */
async function readToEnd(
  child: ChildProcess,
  { job, silence_ns, start_ns, cancel }: EngineTask,
  over: Promise<Over>,
): Promise<{ events: EngineEvent[]; stopped: BadEnd | undefined }> {
  const events: EngineEvent[] = []
  let stopped: BadEnd | undefined
  const stop = (verdict: BadEnd): void => {
    if (stopped !== undefined || child.pid === undefined) return
    stopped = verdict
    void endProcessGroup(child.pid, over)
  }
  let isLoaded = false
  const silence = watchSilence(
    () => (isLoaded ? silence_ns : Math.max(start_ns, silence_ns)),
    (limit_ns) => stop(judgeSilence(limit_ns, events)),
  )
  const interrupt = (): void => stop({ kind: 'interrupted', message: 'interrupted' })
  cancel.addEventListener('abort', interrupt, { once: true })
  if (cancel.aborted) interrupt()
  const reader = eventReader(mostBytes(job))
  const take = (read: ReturnType<typeof reader.push>): void => {
    for (const item of read) {
      // It may go on for a while: whatever it still says is not what it was stopped for, nor can it be trusted.
      if (stopped !== undefined) return
      if (item.ok) events.push(item.event)
      else stop({ kind: 'crashed', message: item.problem })
      isLoaded ||= item.ok && item.event.event === 'loaded'
    }
  }
  eventPipe(child).on('data', (chunk: Buffer) => {
    take(reader.push(chunk))
    silence.heard()
  })
  await over
  take(reader.end())
  silence.stop()
  cancel.removeEventListener('abort', interrupt)
  return { events, stopped }
}
