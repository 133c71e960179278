import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import type { EngineEvent, Job } from '../engine/protocol.ts'
import { eventReader } from './event-reader.ts'
import { type BadEnd, judgeExit } from './exit-verdict.ts'
import { type Pinning, pinnedWords } from './pinning.ts'
import { endProcessGroup, killLeftovers } from './process-group.ts'
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
  /** Longest silence between two events: one fit or one prediction, with its warm-up. */
  readonly silence_ns: number
  readonly cancel: AbortSignal
}

interface Ended {
  readonly events: readonly EngineEvent[]
  readonly wall_ns: number
  readonly series: readonly SeriesPoint[]
}

/** How an engine process ended; only `done` counts. */
export type EngineOutcome = (Ended & { readonly kind: 'done' }) | (Ended & BadEnd)

/** Starts one engine process in its own group, reads its events to the end and leaves nobody behind. */
export async function runEngineProcess(
  task: EngineTask,
  pinning: Pinning | undefined,
): Promise<EngineOutcome> {
  const started_ns = process.hrtime.bigint()
  const child = start(task, task.cores === 'engine' ? pinning?.engine_cores : pinning?.all_cores)
  const exited = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((resolve) => {
    child.once('error', () => resolve({ code: 127, signal: null }))
    child.once('close', (code, signal) => resolve({ code, signal }))
  })
  const series = sampleSeries(child.pid)
  const { events, stopped } = await readToEnd(child, task, exited)
  const { code, signal } = await exited
  if (child.pid !== undefined) killLeftovers(child.pid)
  const ended: Ended = {
    events,
    wall_ns: Number(process.hrtime.bigint() - started_ns),
    series: series.stop(),
  }
  const verdict = stopped ?? judgeExit({ events, code, signal, log: readLog(task.folder) })
  return verdict === undefined ? { ...ended, kind: 'done' } : { ...ended, ...verdict }
}

function start({ command, job, folder }: EngineTask, cores: readonly number[] | undefined): ChildProcess {
  mkdirSync(folder, { recursive: true })
  const jobFile = join(folder, 'job.json')
  writeFileSync(jobFile, JSON.stringify(job))
  const log = openSync(logFile(folder), 'w')
  const [program, ...words] = pinnedWords(command.words, cores)
  try {
    return spawn(program, [...words, '--job', jobFile], {
      detached: true,
      stdio: ['ignore', log, log, 'pipe'],
      env: { ...process.env, ...command.environment },
    })
  } finally {
    closeSync(log)
  }
}

/** Collects events until the pipe closes; a silence, a broken line or a cancel ends the group first. */
async function readToEnd(
  child: ChildProcess,
  { silence_ns, cancel }: EngineTask,
  exited: Promise<unknown>,
): Promise<{ events: EngineEvent[]; stopped: BadEnd | undefined }> {
  const events: EngineEvent[] = []
  let stopped: BadEnd | undefined
  const stop = (verdict: BadEnd): void => {
    if (stopped !== undefined || child.pid === undefined) return
    stopped = verdict
    void endProcessGroup(child.pid, exited)
  }
  const timeoutMessage = (): string =>
    `no answer within ${(silence_ns / 1e9).toFixed(1)} s (last event: ${events.at(-1)?.event ?? 'none'})`
  const watchdog = setTimeout(() => stop({ kind: 'timeout', message: timeoutMessage() }), silence_ns / 1e6)
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
  const pipe = child.stdio[3] as Readable // the fourth entry of `stdio` above is 'pipe'
  pipe.on('data', (chunk: Buffer) => {
    watchdog.refresh()
    take(reader.push(chunk))
  })
  await Promise.race([exited, new Promise((resolve) => pipe.once('end', resolve))])
  await exited
  take(reader.end())
  clearTimeout(watchdog)
  cancel.removeEventListener('abort', interrupt)
  return { events, stopped }
}

function logFile(folder: string): string {
  return join(folder, 'engine.log')
}

function readLog(folder: string): string {
  const log = readFileSync(logFile(folder), 'utf8')
  return log.length > 64 * 1024 ? log.slice(-64 * 1024) : log
}
