import { spawnSync } from 'node:child_process'
import { thisCpu } from './rust-toolchain.ts'
import { isOnPath } from './setup-command.ts'
import type { MissingTool } from './setup-kind.ts'

/** A package of a Python environment that has no built files. */
export interface CompiledPackage {
  readonly name: string
  /** Lock file of what compiles it, beside the compiler; installed into the same environment first. */
  readonly tools: string
}

/** What a package was compiled with, and for whose instructions. */
export interface CompiledFor {
  readonly compiler: string
  readonly cpu: string
}

const COMPILER = 'g++'

/** Undefined where the compiler lies on the path. */
export function missingCompiler({ name }: CompiledPackage): MissingTool | undefined {
  if (isOnPath(COMPILER)) return undefined
  return {
    found: `there is no ${COMPILER} on this machine, to compile ${name}`,
    fix: 'Install what compiles C++ for Python (Debian: apt-get install g++ python3-dev).',
  }
}

/** This compiler and processor: packages like hnswlib are compiled with `-march=native`. */
export function compiledHere(): CompiledFor {
  const { stdout } = spawnSync(COMPILER, ['--version'], { encoding: 'utf8', env: compilerEnvironment() })
  return { compiler: (stdout ?? '').split('\n')[0], cpu: thisCpu() }
}

/** What of the caller's environment would change what is compiled without a trace in its build. */
const CHANGES_PACKAGE =
  /^(CC|CXX|AR|LDSHARED|LDCXXSHARED|[A-Z]*FLAGS|CPATH|C_INCLUDE_PATH|CPLUS_INCLUDE_PATH|LIBRARY_PATH|COMPILER_PATH|GCC_.*|HNSWLIB_.*|LANG|LC_.*)$/

/** That of the compiling: one compiler for all, whatever Python itself was compiled with. */
export function compilerEnvironment(): NodeJS.ProcessEnv {
  const passed = Object.entries(process.env).filter(([name]) => !CHANGES_PACKAGE.test(name))
  return { ...Object.fromEntries(passed), CC: COMPILER, CXX: COMPILER }
}
