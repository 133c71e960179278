import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Job } from '../../src/engine/protocol.ts'
import { type EngineOutcome, type EngineTask, runEngineProcess } from '../../src/runner/engine-process.ts'
import { temporaryFolder } from '../ledger/folder.ts'

const PROGRAMS = fileURLToPath(new URL('../fixtures/programs/', import.meta.url))
const NEVER = 60e9 // longer than any of these programs takes, so that only a broken test waits for it

export const JOB: Job = {
  protocol: 1,
  engine: 'fixture',
  params: {},
  fit_depends_on: [],
  task: 'classification',
  n_classes: 2,
  threads: 3,
  data: { X_train: '', y_train: '', X_timed: '', X_score: '' },
  out: '',
  protocol_options: {
    warmup: { calls: 0 },
    repeats: 1,
    min_time_ns: 0,
    mode: 'batch',
    time_proba: false,
    time_search: false,
  },
  timed: [],
  untimed: null,
}

/** A task that runs one of the small programs in `tests/fixtures/programs`. */
export function task(program: string, changes: Partial<EngineTask> = {}): EngineTask {
  return {
    command: { words: programWords(program), environment: {} },
    job: JOB,
    cores: 'any',
    folder: temporaryFolder(),
    silence_ns: NEVER,
    start_ns: 0,
    cancel: new AbortController().signal,
    ...changes,
  }
}

export function run(program: string, changes: Partial<EngineTask> = {}): Promise<EngineOutcome> {
  return runEngineProcess(task(program, changes), undefined)
}

export function names({ events }: EngineOutcome): string[] {
  return events.map(({ event }) => event)
}

/** The command of one of these programs. */
export function programWords(program: string): string[] {
  return [process.execPath, join(PROGRAMS, `${program}.mjs`)]
}
