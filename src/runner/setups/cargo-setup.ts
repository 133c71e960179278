import { chmodSync, copyFileSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { z } from 'zod'
import { contentHash } from './content-hash.ts'
import { findToolchain, missingCargo, type Toolchain, thisCpu } from './rust-toolchain.ts'
import { runCommand } from './setup-command.ts'
import type { ReadySetup, SetupKind } from './setup-kind.ts'
import { makeWhole } from './whole-folder.ts'

/** The program that a workspace builds. */
const PROGRAM = 'knnbench-rust'

const readySchema = z.strictObject({
  rustc: z.array(z.string()).min(1),
  flags: z.array(z.string()),
  cpu: z.string().nullable(),
  packages: z.record(z.string(), z.string()),
})
type Ready = z.infer<typeof readySchema>

/** A program, compiled in release mode from a locked workspace. */
export function cargoSetup(name: string, workspace: string): SetupKind {
  const sources = sourcesOf(workspace)
  return {
    sources,
    takesTargetCpu: true,
    find: (folder) => findProgram(folder, sources),
    isCurrent: (folder, { target_cpu }) => isCurrent(readReady(folder), target_cpu),
    missingTool: missingCargo,
    async install(folder, { target_cpu }, report) {
      const toolchain = findToolchain(target_cpu)
      await makeWhole(folder, (temporary) => build({ name, workspace, temporary, toolchain }, report))
    },
  }
}

function findProgram(folder: string, sources: readonly string[]): ReadySetup | undefined {
  const ready = readReady(folder)
  // In a cache that several machines share, a program may have instructions that this one does not know.
  if (ready === undefined || (ready.cpu !== null && ready.cpu !== thisCpu())) return undefined
  const { rustc, flags, cpu, packages } = ready
  return {
    program: join(folder, PROGRAM),
    runtime: rustc[0].split(' ').slice(0, 2).join(' '),
    packages,
    build: contentHash(sources, [...rustc, ...flags, cpu ?? '']),
  }
}

function readReady(folder: string): Ready | undefined {
  try {
    return readySchema.safeParse(JSON.parse(readFileSync(join(folder, 'ready.json'), 'utf8'))).data
  } catch {
    return undefined
  }
}

/** Whether the same compiler and flags would be used; a CPU that was named before stays until another one is. */
function isCurrent(ready: Ready | undefined, target_cpu: string | undefined): boolean {
  if (ready === undefined) return false
  if (missingCargo() !== undefined && target_cpu === undefined) return true
  const { rustc, flags } = findToolchain(target_cpu)
  const isSameCpu = target_cpu === undefined || ready.flags.join(' ') === flags.join(' ')
  return isSameCpu && ready.rustc.join('\n') === rustc.join('\n')
}

interface Build {
  readonly name: string
  readonly workspace: string
  readonly temporary: string
  readonly toolchain: Toolchain
}

async function build(
  { name, workspace, temporary, toolchain }: Build,
  report: (line: string) => void,
): Promise<void> {
  const target = join(temporary, 'target')
  report(`compiling ${workspace} (versions and hashes are locked) with ${toolchain.rustc[0]}`)
  report(`${toolchain.flags.join(' ')}; this takes a few minutes`)
  const manifest = ['--manifest-path', join(workspace, 'Cargo.toml'), '--target-dir', target]
  const words = ['build', '--release', '--locked', '--quiet', ...manifest]
  await runCommand({ setup: name, program: 'cargo', words, env: buildEnvironment(toolchain) })
  const program = join(temporary, PROGRAM)
  copyFileSync(join(target, 'release', PROGRAM), program)
  chmodSync(program, 0o755)
  rmSync(target, { recursive: true, force: true })
  const ready: Ready = {
    ...toolchain,
    rustc: [...toolchain.rustc],
    flags: [...toolchain.flags],
    packages: lockedPackages(workspace),
  }
  writeFileSync(join(temporary, 'ready.json'), JSON.stringify(ready))
}

/** What of the caller's environment would change the program without a trace in its build. */
const CHANGES_PROGRAM = /^(CARGO_(PROFILE|BUILD|TARGET|ENCODED)_|RUSTFLAGS$|RUSTC$|RUSTC_)/

function buildEnvironment({ flags }: Toolchain): NodeJS.ProcessEnv {
  const passed = Object.entries(process.env).filter(([name]) => !CHANGES_PROGRAM.test(name))
  return { ...Object.fromEntries(passed), CARGO_ENCODED_RUSTFLAGS: flags.join('\x1f') }
}

function lockedPackages(workspace: string): Record<string, string> {
  const lock = readFileSync(join(workspace, 'Cargo.lock'), 'utf8')
  const entries = lock.matchAll(/^name = "([^"]+)"\nversion = "([^"]+)"$/gm)
  return Object.fromEntries([...entries].map(([, name, version]) => [name, version]))
}

/** Everything a program is made from, but what a build by hand leaves in `target`; in order of path. */
function sourcesOf(workspace: string): string[] {
  return readdirSync(workspace, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(rs|toml|lock)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => !relative(workspace, file).startsWith('target'))
    .sort()
}
