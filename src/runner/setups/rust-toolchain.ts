import { spawnSync } from 'node:child_process'
import os from 'node:os'
import { InputError } from '../../config/input-error.ts'
import { didYouMean } from '../../config/nearest-name.ts'
import { isOnPath } from './setup-command.ts'
import type { MissingTool } from './setup-kind.ts'

/** What a program is built with. */
export interface Toolchain {
  /** `rustc -vV`, line by line: version, commit, host, LLVM. */
  readonly rustc: readonly string[]
  readonly flags: readonly string[]
  /** The processor whose instructions `native` means; null for a CPU that was named. */
  readonly cpu: string | null
}

/** The first that reads the edition of our crates and has what kiddo needs. */
const LEAST_MINOR = 89

/** Undefined where cargo lies on the path; whether it is recent enough is found out when it is used. */
export function missingCargo(): MissingTool | undefined {
  if (isOnPath('cargo') && isOnPath('rustc')) return undefined
  return {
    found: 'there is no cargo on this machine',
    fix: 'Get Rust from https://rustup.rs, and a C linker (Debian: apt-get install gcc).',
  }
}

/** The toolchain on the path, for this machine or a named CPU; throws InputError if there is none. */
export function findToolchain(target_cpu: string | undefined): Toolchain {
  const rustc = readRustc()
  const name = target_cpu ?? 'native'
  if (target_cpu !== undefined) requireKnownCpu(target_cpu)
  return { rustc, flags: ['-C', `target-cpu=${name}`], cpu: name === 'native' ? thisCpu() : null }
}

/** The model of this machine's processor, as the system names it. */
export function thisCpu(): string {
  return os.cpus()[0]?.model ?? 'unknown'
}

function readRustc(): string[] {
  const missing = missingCargo()
  if (missing !== undefined) throw new InputError({ found: `${missing.found}.`, fix: missing.fix })
  const { status, stdout } = spawnSync('rustc', ['-vV'], { encoding: 'utf8' })
  const version = /^rustc 1\.(\d+)\./.exec(stdout ?? '')
  if (status === 0 && version !== null && Number(version[1]) >= LEAST_MINOR)
    return stdout.trimEnd().split('\n')
  throw new InputError({
    found: `Rust 1.${LEAST_MINOR} or later is needed, and rustc says: ${(stdout ?? '').split('\n')[0] || 'nothing'}.`,
    fix: 'Update it with: rustup update',
  })
}

function requireKnownCpu(name: string): void {
  const { stdout } = spawnSync('rustc', ['--print', 'target-cpus'], { encoding: 'utf8' })
  const known = (stdout ?? '').split('\n').flatMap((line) => /^ +(\S+)/.exec(line)?.[1] ?? [])
  if (known.includes(name)) return
  throw new InputError({
    found: `rustc knows no target CPU "${name}".${didYouMean(name, known)}`,
    fix: 'List them with: rustc --print target-cpus',
  })
}
