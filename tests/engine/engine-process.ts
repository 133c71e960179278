import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type EngineEvent, eventSchema, type Job } from '../../src/engine/protocol.ts'
import { satisfies } from '../config/json-schema.ts'
import { part, published } from '../published/schema.ts'

const PUBLISHED_EVENT = part(published('protocol'), 'event')

export interface EngineRun {
  readonly code: number | null
  readonly stderr: string
  /** Every line of descriptor 3, each checked against the protocol as the host reads it and as it is published. */
  readonly events: readonly EngineEvent[]
}

/** Starts an engine as the host does, and waits for its end. `job` may be anything: it is written as it is. */
export function runEngine(command: readonly string[], folder: string, job: Job | object): EngineRun {
  const file = join(folder, 'job.json')
  writeFileSync(file, JSON.stringify(job))
  const [program, ...words] = command
  const { status, output } = spawnSync(program, [...words, '--job', file], {
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    encoding: 'utf8',
    env: { ...process.env, NODE_OPTIONS: '', OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1' },
  })
  const lines = (output?.[3] ?? '').split('\n').filter((line) => line !== '')
  return {
    code: status,
    stderr: output?.[2] ?? '',
    events: lines.map((line) => checkedEvent(JSON.parse(line))),
  }
}

function checkedEvent(value: unknown): EngineEvent {
  if (!satisfies(PUBLISHED_EVENT, value))
    throw new Error(`not in the published schema: ${JSON.stringify(value)}`)
  return eventSchema.parse(value)
}

/** `hello`, `memory load`, … : the order of a run, phases with their names; signs of life depend on the machine. */
export function order(events: readonly EngineEvent[]): string[] {
  return events
    .filter(({ event }) => event !== 'alive')
    .map((event) => (event.event === 'memory' ? `memory ${event.phase}` : event.event))
}
