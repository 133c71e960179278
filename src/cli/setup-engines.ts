import { bundledManifests } from '../runner/engine-registry.ts'
import { SETUP_NAMES } from '../runner/setups/setup-list.ts'
import { installSetup, takesTargetCpu } from '../runner/setups.ts'
import { cacheRoot } from './folders.ts'
import { EXIT, type Io } from './io.ts'
import type { Outcome } from './outcome.ts'

interface SetupOptions {
  readonly json?: true
  readonly targetCpu?: string | undefined
}

/** A setup that was made, or why it was not. */
type Made =
  | ({ readonly setup: string; readonly ready: true; readonly engines: readonly string[] } & Awaited<
      ReturnType<typeof installSetup>
    >)
  | {
      readonly setup: string
      readonly ready: false
      readonly engines: readonly string[]
      readonly reason: string
    }

/** `knnbench engines setup`. */
export async function setupCommand(
  name: string,
  options: SetupOptions,
  io: Io,
  outcome: Outcome,
): Promise<void> {
  if (name === 'all') return setupAll(options, io, outcome)
  const made = await makeSetup(name, options, io)
  if (options.json !== true) return void io.stdout.write(madeText(made))
  const { ready: _, ...facts } = made
  io.stdout.write(`${JSON.stringify(facts, null, 2)}\n`)
}

/** One after another; one that fails keeps no other from being made. */
async function setupAll({ json, targetCpu }: SetupOptions, io: Io, outcome: Outcome): Promise<void> {
  const all: Made[] = []
  for (const setup of SETUP_NAMES) {
    io.stderr.write(`${setup}\n`)
    const options = takesTargetCpu(setup) ? { targetCpu } : {}
    const made = await makeSetup(setup, options, io).catch((error: unknown) => failed(setup, error))
    all.push(made)
    if (json !== true) io.stdout.write(madeText(made))
  }
  if (json === true) io.stdout.write(`${JSON.stringify(all, null, 2)}\n`)
  if (all.some(({ ready }) => !ready)) outcome.code = EXIT.failed
}

async function makeSetup(setup: string, { targetCpu }: SetupOptions, io: Io): Promise<Made> {
  const options = { cacheRoot: cacheRoot(io), target_cpu: targetCpu }
  const made = await installSetup(setup, options, (line) => io.stderr.write(`  ${line}\n`))
  return { setup, ready: true, engines: enginesOf(setup), ...made }
}

/** Whatever ends one setup, a full disk as well as a missing compiler, is told in the table of all. */
function failed(setup: string, error: unknown): Made {
  const reason = error instanceof Error ? error.message : String(error)
  return { setup, ready: false, engines: enginesOf(setup), reason }
}

function madeText(made: Made): string {
  return made.ready
    ? `${made.engines.join(', ')}: ready (${made.runtime})\n`
    : `${made.engines.join(', ')}: not ready. ${made.reason}\n`
}

function enginesOf(setup: string): string[] {
  return bundledManifests()
    .filter(({ manifest }) => manifest.setup === setup)
    .map(({ manifest }) => manifest.name)
}
