import { relative } from 'node:path'
import { printable } from '../config/printable.ts'
import { readLedger } from '../ledger/read-ledger.ts'
import type { LedgerRecord, RecordOf, RecordType } from '../ledger/record.ts'
import { newestFirst } from './find-ledger.ts'
import type { Io } from './io.ts'

type Environment = RecordOf<'environment'>
export type EnvironmentFacts = Omit<Environment, 'schema' | 'type' | 'environment_id'>

/** What the newest ledger says it was measured on, which of that is otherwise now, and what disturbed it. */
export interface Recorded {
  readonly ledger: string
  readonly environment: EnvironmentFacts
  /** Null where nothing was pinned. */
  readonly engine_cores: readonly number[] | null
  readonly host_cores: readonly number[] | null
  readonly changed: readonly string[]
  readonly blocks: number
  /** The largest of all blocks; null where none was measured or nothing was told. */
  readonly load_1m: number | null
  readonly steal_share: number | null
  /** Where peaks of memory came from. */
  readonly peaks: readonly ('clear-refs' | 'sampled')[]
}

/** Undefined where there is no ledger, or none that has got as far as an environment. */
export function newestRecord(now: Environment, io: Pick<Io, 'cwd'>): Recorded | undefined {
  const [folder] = newestFirst(io.cwd)
  if (folder === undefined) return undefined
  const { records } = readLedger(folder)
  const environment = of(records, 'environment').at(-1)
  if (environment === undefined) return undefined
  const session = of(records, 'session').at(-1)
  const known = factMap(factsOf(environment))
  const present = factMap(factsOf(now))
  return {
    ledger: `${relative(io.cwd, folder)}/ledger.jsonl`,
    environment: factsOf(environment),
    engine_cores: session?.engine_cores ?? null,
    host_cores: session?.host_cores ?? null,
    changed: [...present].filter(([key, value]) => known.get(key) !== value).map(([key]) => key),
    ...disturbances(records),
  }
}

function disturbances(
  records: readonly LedgerRecord[],
): Pick<Recorded, 'blocks' | 'load_1m' | 'steal_share' | 'peaks'> {
  const blocks = of(records, 'block')
  const methods = of(records, 'measurement').flatMap(({ value }) =>
    value.event === 'memory' ? [value.method] : [],
  )
  return {
    blocks: blocks.length,
    load_1m: largest(blocks.map(({ load_1m }) => load_1m)),
    steal_share: largest(of(records, 'block-end').map(({ steal_share }) => steal_share)),
    peaks: [...new Set(methods)].sort(),
  }
}

function of<T extends RecordType>(records: readonly LedgerRecord[], type: T): RecordOf<T>[] {
  return records.filter((record): record is RecordOf<T> => record.type === type)
}

function largest(values: readonly (number | null)[]): number | null {
  return values.reduce(
    (most, value) => (most === null || (value !== null && value > most) ? value : most),
    null,
  )
}

function factMap(facts: EnvironmentFacts): Map<string, unknown> {
  return new Map(Object.entries(facts))
}

/** What was measured on, without the ledger's own fields. */
export function factsOf({ schema, type, environment_id, ...facts }: Environment): EnvironmentFacts {
  return facts
}

/** The machine on one line; a ledger's may be a stranger's. */
export function machineLine({
  cpu,
  cores,
  memory_bytes,
  platform,
  kernel,
  arch,
  node,
}: EnvironmentFacts): string {
  return printable(
    `${cpu}, ${cores} cores, ${Math.round(memory_bytes / 1e9)} GB · ${platform} ${kernel} ${arch} · Node ${node}`,
  )
}

/** The record in lines. */
export function recordedLines(recorded: Recorded): string[] {
  const { ledger, environment, engine_cores, host_cores, changed } = recorded
  return [
    `Recorded in ${printable(ledger)} (the newest):`,
    `  ${machineLine(environment)}`,
    `  engines ${coreWords(engine_cores)}, knnbench ${coreWords(host_cores)}`,
    `  ${disturbanceWords(recorded)}`,
    changed.length === 0
      ? '  The same as now: a run goes on with it.'
      : `  Otherwise now: ${changed.join(', ')}. Times taken now are not compared with those.`,
  ]
}

function coreWords(list: readonly number[] | null): string {
  return list === null ? 'not pinned' : `core ${list.join(', ')}`
}

const PEAKS = { 'clear-refs': 'taken from the kernel', sampled: 'sampled' } as const

function disturbanceWords({ blocks, load_1m, steal_share, peaks }: Recorded): string {
  if (blocks === 0) return 'no block was measured yet'
  return [
    `${blocks} block${blocks === 1 ? '' : 's'}`,
    load_1m === null ? 'load not told' : `load at most ${load_1m.toFixed(2)}`,
    steal_share === null ? 'steal not told' : `steal at most ${percent(steal_share)}`,
    peaks.length === 0
      ? 'no memory measured'
      : `peaks of memory ${peaks.map((method) => PEAKS[method]).join(' and ')}`,
  ].join(', ')
}

export function percent(share: number): string {
  return `${Number((share * 100).toPrecision(2))} %`
}
