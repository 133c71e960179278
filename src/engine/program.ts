import { parseArgs } from 'node:util'
import { InputError } from '../config/input-error.ts'
import type { Adapter, Surroundings } from './adapter.ts'
import { runDriver } from './driver.ts'
import { type Emit, openEvents } from './events.ts'
import { failureOf } from './failure.ts'
import { readJob } from './job.ts'
import type { Job } from './protocol.ts'
import { withPulse } from './pulse.ts'

/**
 * The whole of an engine program: reads the job of `--job`, runs it, ends the process. Exit 0 after `done`, 2 for a job
 * that cannot be run as it stands, 1 for everything else; `adapterFor` throws `InputError` for unknown names.
 */
export async function runProgram(
  adapterFor: (engine: string, surroundings: Surroundings) => Promise<Adapter<unknown>>,
): Promise<never> {
  try {
    const { job: file, packages } = programArguments()
    const job = readJob(file)
    requireGarbageCollector()
    const emit = openEvents()
    runJob(await adapterFor(job.engine, { packages, threads: job.threads }), job, emit)
  } catch (error) {
    process.stderr.write(`${error instanceof InputError ? error.message : describe(error)}\n`)
    process.exit(error instanceof InputError ? 2 : 1)
  }
  // A library's open handles must not keep a finished block alive.
  process.exit(0)
}

function runJob(adapter: Adapter<unknown>, job: Job, emit: Emit): void {
  try {
    runDriver(adapter, job, withPulse(emit))
  } catch (error) {
    emit({ event: 'failed', ...failureOf(error) })
    throw error
  }
}

function programArguments(): { readonly job: string; readonly packages?: string | undefined } {
  try {
    const { job, packages } = parseArgs({
      options: { job: { type: 'string' }, packages: { type: 'string' } },
    }).values
    if (job !== undefined) return { job, packages }
  } catch {
    // The same sentence for no argument and for a strange one.
  }
  throw new InputError({
    found: 'an engine takes one argument:',
    fix: '--job FILE, and --packages FOLDER where a setup installed its library',
  })
}

function requireGarbageCollector(): void {
  if (globalThis.gc !== undefined) return
  throw new InputError({
    found: 'garbage cannot be collected between configurations.',
    fix: 'Start node with --expose-gc',
  })
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}
