import { type ChildProcess, spawn } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { namingFile } from '../data/naming-file.ts'
import type { EngineEvent, Job } from '../engine/protocol.ts'
import { engineEnvironment } from './engine-environment.ts'
import { type EngineLog, openEngineLog } from './engine-log.ts'
import { eventReader } from './event-reader.ts'
import { type BadEnd, judgeExit, type ProcessExit } from './exit-verdict.ts'
import { boundWords } from './host-death.ts'
import { type Pinning, pinnedWords } from './pinning.ts'
import { endProcessGroup, keepGroup, killLeftovers } from './process-group.ts'
import { watchSilence } from './silence-watch.ts'
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
}

/** How an engine process ended; only `done` counts. */
export type EngineOutcome = Ended & ({ readonly kind: 'done' } | BadEnd)

/** How long the event pipe may stay open after its process is gone and its group was killed. */
const PIPE_GRACE_MS = 1000

/** Starts one engine process in its own group, reads its events to the end and leaves nobody behind. */
export async function runEngineProcess(
  task: EngineTask,
  pinning: Pinning | undefined,
): Promise<EngineOutcome> {
  mkdirSync(task.folder, { recursive: true })
  const log = openEngineLog(task.folder)
  try {
    return await runToEnd(task, pinning, log)
  } finally {
    log.close()
  }
}

async function runToEnd(
  task: EngineTask,
  pinning: Pinning | undefined,
  log: EngineLog,
): Promise<EngineOutcome> {
  const started_ns = process.hrtime.bigint()
  const child = start(task, task.cores === 'engine' ? pinning?.engine_cores : pinning?.all_cores, log)
  const over = whenOver(child)
  if (child.pid !== undefined) keepGroup(child.pid, over)
  const series = sampleSeries(child.pid)
  const { events, stopped } = await readToEnd(child, task, over)
  const ended: Ended = {
    events,
    wall_ns: Number(process.hrtime.bigint() - started_ns),
    series: series.stop(),
  }
  const verdict = stopped ?? judgeExit({ ...(await over), events, log: log.tail() })
  return verdict === undefined ? { ...ended, kind: 'done' } : { ...ended, ...verdict }
}

function start(
  { command, job, folder }: EngineTask,
  cores: readonly number[] | undefined,
  { descriptor }: EngineLog,
): ChildProcess {
  const jobFile = join(folder, 'job.json')
  namingFile(jobFile, () => writeFileSync(jobFile, JSON.stringify(job)))
  const [program, ...words] = boundWords(pinnedWords(command.words, cores))
  return spawn(program, [...words, '--job', jobFile], {
    detached: true,
    stdio: ['ignore', descriptor, descriptor, 'pipe'],
    env: engineEnvironment(command.environment),
  })
}

function eventPipe(child: ChildProcess): Readable {
  return child.stdio[3] as Readable // the fourth entry of `stdio` above is 'pipe'
}

/**
 * Resolves when the process is gone and its pipe is read to the end. A descendant may hold the pipe
 * open for ever: its group is killed at once, and one that left the group costs us the pipe.
 */
function whenOver(child: ChildProcess): Promise<ProcessExit> {
  return new Promise((resolve) => {
    let grace: NodeJS.Timeout | undefined
    child.once('error', ({ message }) => resolve({ code: 127, signal: null, startError: message }))
    child.once('exit', () => {
      if (child.pid !== undefined) killLeftovers(child.pid)
      grace = setTimeout(() => eventPipe(child).destroy(), PIPE_GRACE_MS)
    })
    child.once('close', (code, signal) => {
      clearTimeout(grace)
      resolve({ code, signal })
    })
  })
}

/** Collects events until all is over; a silence, a broken line or a cancel ends the group before. */
async function readToEnd(
  child: ChildProcess,
  { silence_ns, start_ns, cancel }: EngineTask,
  over: Promise<ProcessExit>,
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
    (limit_ns) => stop({ kind: 'timeout', message: silenceMessage(limit_ns, events) }),
  )
  const interrupt = (): void => stop({ kind: 'interrupted', message: 'interrupted' })
  cancel.addEventListener('abort', interrupt, { once: true })
  if (cancel.aborted) interrupt()
  const reader = eventReader()
  const take = (read: ReturnType<typeof reader.push>): void => {
    for (const item of read) {
      if (item.ok) events.push(item.event)
      else stop({ kind: 'crashed', message: item.problem })
    }
  }
  eventPipe(child).on('data', (chunk: Buffer) => {
    take(reader.push(chunk))
    isLoaded ||= events.some(({ event }) => event === 'loaded')
    silence.heard()
  })
  await over
  take(reader.end())
  silence.stop()
  cancel.removeEventListener('abort', interrupt)
  return { events, stopped }
}

function silenceMessage(silence_ns: number, events: readonly EngineEvent[]): string {
  return `no answer within ${(silence_ns / 1e9).toFixed(1)} s (last event: ${events.at(-1)?.event ?? 'none'})`
}
