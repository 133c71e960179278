import { join } from 'node:path'
import { InputError } from '../config/input-error.ts'
import { didYouMean } from '../config/nearest-name.ts'
import { INSTALLATION } from './installation.ts'
import { cargoSetup } from './setups/cargo-setup.ts'
import { ccSetup } from './setups/cc-setup.ts'
import { contentHash } from './setups/content-hash.ts'
import { goSetup } from './setups/go-setup.ts'
import { npmSetup } from './setups/npm-setup.ts'
import { pythonSetup } from './setups/python-setup.ts'
import type { MissingTool, ReadySetup, SetupKind, SetupOptions } from './setups/setup-kind.ts'
import { SETUP_NAMES, SETUPS } from './setups/setup-list.ts'

/** The setup if it is complete and made from today's files. */
export function findSetup(name: string, cacheRoot: string): ReadySetup | undefined {
  const kind = setupKind(name)
  return kind.find(setupFolder(name, kind, cacheRoot))
}

/** What a setup would need and this machine does not have, as far as that can be told without starting anything. */
export function missingTool(name: string): MissingTool | undefined {
  return setupKind(name).missingTool()
}

/** Whether it compiles for the CPU that it is told. */
export function takesTargetCpu(name: string): boolean {
  return setupKind(name).takesTargetCpu
}

/** Makes a setup, or finds it made; `report` gets each line of progress. */
export async function installSetup(
  name: string,
  { cacheRoot, ...options }: SetupOptions & { readonly cacheRoot: string },
  report: (line: string) => void,
): Promise<ReadySetup> {
  const kind = setupKind(name)
  if (options.target_cpu !== undefined && !kind.takesTargetCpu) {
    throw new InputError({
      found: `setup ${name} takes no target CPU.`,
      fix: `Leave out --target-cpu: knnbench engines setup ${name}`,
    })
  }
  const folder = setupFolder(name, kind, cacheRoot)
  const ready = kind.find(folder)
  if (ready !== undefined && kind.isCurrent(folder, options)) return ready
  await kind.install(folder, options, report)
  const installed = kind.find(folder)
  if (installed === undefined) throw new Error(`setup ${name} ended without a ready.json`)
  return installed
}

/** An unknown name is an InputError. */
function setupKind(name: string): SetupKind {
  if (!Object.hasOwn(SETUPS, name)) {
    throw new InputError({
      found: `unknown setup "${name}"; there is: ${SETUP_NAMES.join(', ')}.${didYouMean(name, SETUP_NAMES)}`,
      fix: '',
    })
  }
  const plan = SETUPS[name]
  if ('lock' in plan) {
    const { lock, compiled } = plan
    return pythonSetup({
      name,
      lock: join(INSTALLATION, lock),
      compiled: compiled && { ...compiled, tools: join(INSTALLATION, compiled.tools) },
    })
  }
  if ('workspace' in plan) return cargoSetup(name, join(INSTALLATION, plan.workspace))
  if ('go' in plan) return goSetup(name, join(INSTALLATION, plan.go))
  if ('c' in plan) return ccSetup(name, join(INSTALLATION, plan.c))
  return npmSetup({ name, plan: join(INSTALLATION, plan.packages), compile: plan.compile })
}

/** Named after the content of what it is made from, so that a new lock never meets an old environment. */
function setupFolder(name: string, { sources }: SetupKind, cacheRoot: string): string {
  return join(cacheRoot, 'setups', `${name}-${contentHash(sources).slice(0, 12)}`)
}
