import { spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { InputError } from '../../config/input-error.ts'
import { type CompiledWith, programSetup } from './program-setup.ts'
import { thisCpu } from './rust-toolchain.ts'
import { isOnPath, runCommand } from './setup-command.ts'
import type { MissingTool, SetupKind } from './setup-kind.ts'

/** As machines call their C compiler, the usual one first. */
const COMPILERS = ['cc', 'gcc', 'clang']
/** Without fused operations, which would round distances otherwise than the reference does. */
const ALWAYS = ['-std=c11', '-ffp-contract=off']

/** A program of one C engine: `<engine>.c` and the driver in a folder. */
export function ccSetup(name: string, folder: string): SetupKind {
  const files = ['', 'driver'].flatMap((part) => filesOf(join(folder, part)))
  return programSetup({
    program: `knnbench-${name}`,
    sources: files,
    missingTool: missingCompiler,
    toolchain: ({ target_cpu }) => findCompiler(target_cpu),
    async compile(path, { compiler, flags }, report) {
      report(`compiling ${folder} with ${compiler[0]}`)
      report(flags.join(' '))
      const sources = files.filter((file) => file.endsWith('.c'))
      const words = [...ALWAYS, ...flags, `-DKNN_FLAGS="${flags.join(' ')}"`, '-o', path, ...sources, '-lm']
      await runCommand({ setup: name, program: compilerOnPath() ?? 'cc', words, env: compilerEnvironment() })
    },
  })
}

/** Undefined where a C compiler lies on the path. */
function missingCompiler(): MissingTool | undefined {
  if (compilerOnPath() !== undefined) return undefined
  return {
    found: 'there is no C compiler on this machine',
    fix: 'Install one (Debian: apt-get install gcc libc6-dev).',
  }
}

function compilerOnPath(): string | undefined {
  return COMPILERS.find(isOnPath)
}

function findCompiler(target_cpu: string | undefined): CompiledWith {
  const program = compilerOnPath()
  const missing = missingCompiler()
  if (program === undefined) throw new InputError({ found: `${missing?.found}.`, fix: missing?.fix ?? '' })
  const cpu = target_cpu === undefined || target_cpu === 'native' ? thisCpu() : null
  return {
    runtime: compilerVersion(program),
    compiler: said(program, ['--version']).trimEnd().split('\n'),
    // Elsewhere than on x86, -march names only an architecture.
    flags: ['-O3', `${process.arch === 'x64' ? '-march' : '-mcpu'}=${target_cpu ?? 'native'}`],
    cpu,
  }
}

/** `gcc 12.2.0`, from the same macros that the program tells it by (engines/c/driver/run.c). */
function compilerVersion(program: string): string {
  const macros = said(program, ['-dM', '-E', '-x', 'c', '/dev/null'])
  const version = (...names: readonly string[]): string =>
    names.map((name) => new RegExp(`^#define ${name} (\\d+)$`, 'm').exec(macros)?.[1] ?? '?').join('.')
  return macros.includes('__clang_major__')
    ? `clang ${version('__clang_major__', '__clang_minor__', '__clang_patchlevel__')}`
    : `gcc ${version('__GNUC__', '__GNUC_MINOR__', '__GNUC_PATCHLEVEL__')}`
}

function said(program: string, words: readonly string[]): string {
  return spawnSync(program, words, { encoding: 'utf8', env: compilerEnvironment() }).stdout ?? ''
}

/** What of the caller's environment would change the program, or what its compiler says, without a trace. */
const CHANGES_PROGRAM = /^(CPATH|C_INCLUDE_PATH|LIBRARY_PATH|GCC_|COMPILER_PATH|LANG$|LC_)/

function compilerEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !CHANGES_PROGRAM.test(name)))
}

/** In order of name, without folders. */
function filesOf(folder: string): string[] {
  const names = readdirSync(folder).filter((name) => /\.[ch]$/.test(name))
  return names.sort().map((name) => join(folder, name))
}
