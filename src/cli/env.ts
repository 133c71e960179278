import { relative } from 'node:path'
import { readLedger } from '../ledger/read-ledger.ts'
import type { LedgerRecord, RecordOf, RecordType } from '../ledger/record.ts'
import { readEnvironment } from '../runner/machine.ts'
import { readMachineFacts } from '../runner/machine-facts.ts'
import { type EnvironmentCheck, environmentChecks } from './env-checks.ts'
import { newestFirst } from './find-ledger.ts'
import { colorOf, type Io } from './io.ts'

type Environment = RecordOf<'environment'>
type Facts = Omit<Environment, 'schema' | 'type' | 'environment_id'>

/** What the newest ledger says it was measured on, and which of that is otherwise now. */
interface Recorded {
  readonly ledger: string
  readonly environment: Facts
  /** Null where nothing was pinned. */
  readonly engine_cores: readonly number[] | null
  readonly host_cores: readonly number[] | null
  readonly changed: readonly string[]
}

/** `knnbench env`: what a benchmark may use on this machine. Times nothing. */
export function envCommand({ json }: { readonly json?: true }, io: Io): void {
  const environment = readEnvironment()
  const checks = environmentChecks(readMachineFacts())
  const recorded = newestRecord(environment, io)
  io.stdout.write(
    json === true
      ? `${JSON.stringify({ environment: factsOf(environment), checks, recorded: recorded ?? null }, null, 2)}\n`
      : asText(environment, checks, recorded, io),
  )
}

function newestRecord(now: Environment, io: Io): Recorded | undefined {
  const [folder] = newestFirst(io.cwd)
  if (folder === undefined) return undefined
  const { records } = readLedger(folder)
  const environment = last(records, 'environment')
  if (environment === undefined) return undefined
  const session = last(records, 'session')
  const known = factMap(factsOf(environment))
  const present = factMap(factsOf(now))
  return {
    ledger: `${relative(io.cwd, folder)}/ledger.jsonl`,
    environment: factsOf(environment),
    engine_cores: session?.engine_cores ?? null,
    host_cores: session?.host_cores ?? null,
    changed: [...present].filter(([key, value]) => known.get(key) !== value).map(([key]) => key),
  }
}

function factMap(facts: Facts): Map<string, unknown> {
  return new Map(Object.entries(facts))
}

function last<T extends RecordType>(records: readonly LedgerRecord[], type: T): RecordOf<T> | undefined {
  return records.findLast((record): record is RecordOf<T> => record.type === type)
}

/** What was measured on, without the ledger's own fields. */
function factsOf({ schema, type, environment_id, ...facts }: Environment): Facts {
  return facts
}

function asText(
  environment: Environment,
  checks: readonly EnvironmentCheck[],
  recorded: Recorded | undefined,
  io: Io,
): string {
  const lines = [
    machineLine(environment),
    '',
    ...checks.flatMap((check) => checkLines(check, colorOf(io.stdout, io.env))),
    '',
    ...(recorded === undefined
      ? ['No ledger below results/ here. Every run records what it was measured on.']
      : recordedLines(recorded)),
  ]
  return lines.map((line) => `${line}\n`).join('')
}

function machineLine({ cpu, cores, memory_bytes, platform, kernel, arch, node }: Facts): string {
  return `${cpu}, ${cores} cores, ${Math.round(memory_bytes / 1e9)} GB · ${platform} ${kernel} ${arch} · Node ${node}`
}

function checkLines({ name, ok, found, why, does }: EnvironmentCheck, color: 'color' | 'plain'): string[] {
  const sign = ok ? '✓' : '–'
  const mark = color === 'plain' ? sign : `\u001b[${ok ? 32 : 33}m${sign}\u001b[0m`
  return [
    `${mark} ${name.padEnd(12)} ${found}`,
    `${''.padEnd(15)}knnbench ${does}`,
    `${''.padEnd(15)}(${why})`,
  ]
}

function recordedLines({ ledger, environment, engine_cores, host_cores, changed }: Recorded): string[] {
  const cores = (list: readonly number[] | null): string =>
    list === null ? 'not pinned' : `core ${list.join(', ')}`
  return [
    `Recorded in ${ledger} (the newest):`,
    `  ${machineLine(environment)}`,
    `  engines ${cores(engine_cores)}, knnbench ${cores(host_cores)}`,
    changed.length === 0
      ? '  The same as now: a run goes on with it.'
      : `  Otherwise now: ${changed.join(', ')}. Times taken now are not compared with those.`,
  ]
}
