import { spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { InputError } from '../../config/input-error.ts'
import { type CompiledWith, programSetup } from './program-setup.ts'
import { isOnPath, runCommand } from './setup-command.ts'
import type { MissingTool, SetupKind, SetupOptions } from './setup-kind.ts'

/** A Go program of the standard library alone, so that nothing is fetched. */
export function goSetup(name: string, folder: string): SetupKind {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.go$|^go\.mod$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
  return programSetup({
    program: `knnbench-${name}`,
    sources: files,
    missingTool: missingGo,
    toolchain: (options) => findGo(name, options),
    async compile(path, { compiler, flags }, report) {
      report(`compiling ${folder} with ${compiler[0]}`)
      const words = ['build', '-C', folder, ...flags, '-buildvcs=false', '-o', path, '.']
      await runCommand({ setup: name, program: 'go', words, env: goEnvironment() })
    },
  })
}

function missingGo(): MissingTool | undefined {
  if (isOnPath('go')) return undefined
  return { found: 'there is no go on this machine', fix: 'Get Go 1.22 or later from https://go.dev/dl.' }
}

function findGo(name: string, { target_cpu }: SetupOptions): CompiledWith {
  const missing = missingGo()
  if (missing !== undefined) throw new InputError({ found: `${missing.found}.`, fix: missing.fix })
  if (target_cpu !== undefined) {
    throw new InputError({
      found: `setup ${name} compiles for every CPU of this kind, and has no target CPU.`,
      fix: `Leave out --target-cpu: knnbench engines setup ${name}`,
    })
  }
  const { stdout } = spawnSync('go', ['version'], { encoding: 'utf8', env: goEnvironment() })
  const version = (stdout ?? '').trim()
  return {
    runtime: /\bgo1\S*/.exec(version)?.[0] ?? 'an unknown go',
    compiler: [version],
    flags: ['-trimpath'],
    cpu: null,
  }
}

/** Of the caller's settings only where things lie: no flags, no other toolchain, no network. */
function goEnvironment(): NodeJS.ProcessEnv {
  const passed = Object.entries(process.env).filter(([name]) => !/^(GO|CGO_)/.test(name) || KEPT.has(name))
  const fixed = { GOTOOLCHAIN: 'local', GOPROXY: 'off', GOFLAGS: '-mod=mod', GOWORK: 'off', CGO_ENABLED: '0' }
  return { ...Object.fromEntries(passed), ...fixed, GOENV: 'off' }
}
const KEPT = new Set(['GOROOT', 'GOCACHE', 'GOPATH', 'GOTMPDIR'])
