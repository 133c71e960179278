import { spawnSync } from 'node:child_process'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { InputError } from '../../config/input-error.ts'
import { makeFolder } from '../../data/make-folder.ts'
import {
  type CompiledPackage,
  compiledHere,
  compilerEnvironment,
  missingCompiler,
} from './compiled-package.ts'
import { contentHash } from './content-hash.ts'
import { thisCpu } from './rust-toolchain.ts'
import { runCommand, setupError } from './setup-command.ts'
import type { ReadySetup, SetupKind } from './setup-kind.ts'

const readySchema = z.object({
  python: z.string(),
  packages: z.record(z.string(), z.string()),
  /** Of the package that was compiled. */
  compiled: z.object({ compiler: z.string(), cpu: z.string() }).optional(),
})
type Ready = z.infer<typeof readySchema>

interface PythonPlan {
  readonly name: string
  /** Versions and hashes of all that is installed. */
  readonly lock: string
  /** The package that has no built files; every other comes as one. */
  readonly compiled: CompiledPackage | undefined
}

/** A virtual environment, made from a lock file with hashes. */
export function pythonSetup(plan: PythonPlan): SetupKind {
  const { lock, compiled } = plan
  const missingTool = () => (compiled === undefined ? undefined : missingCompiler(compiled))
  return {
    sources: compiled === undefined ? [lock] : [lock, compiled.tools],
    find: (folder) => findEnvironment(folder, plan),
    takesTargetCpu: false,
    isCurrent: (folder) =>
      compiled === undefined ||
      missingTool() !== undefined ||
      readReady(folder)?.compiled?.compiler === compiledHere().compiler,
    missingTool,
    async install(folder, _, report) {
      const missing = missingTool()
      if (missing !== undefined) throw new InputError({ found: `${missing.found}.`, fix: missing.fix })
      const python = findPython()
      rmSync(folder, { recursive: true, force: true }) // what a setup that was killed left
      try {
        await fillFolder({ plan, folder, python }, report)
      } catch (error) {
        rmSync(folder, { recursive: true, force: true })
        throw error
      }
    },
  }
}

function findEnvironment(folder: string, { lock, compiled }: PythonPlan): ReadySetup | undefined {
  const ready = readReady(folder)
  if (ready === undefined) return undefined
  const { python, packages } = ready
  const found = { program: interpreterOf(folder), runtime: python, packages }
  if (compiled === undefined) return { ...found, build: contentHash([lock]) }
  // In a cache that several machines share, it may have instructions that this one does not know.
  if (ready.compiled?.cpu !== thisCpu()) return undefined
  const { compiler, cpu } = ready.compiled
  return { ...found, build: contentHash([lock, compiled.tools], [compiler, cpu]) }
}

/** Undefined for a file that is missing or that an interrupted setup left half-written. */
function readReady(folder: string): Ready | undefined {
  try {
    return readySchema.safeParse(JSON.parse(readFileSync(join(folder, 'ready.json'), 'utf8'))).data
  } catch {
    return undefined
  }
}

interface Environment {
  readonly plan: PythonPlan
  readonly folder: string
  readonly python: string
}

async function fillFolder(
  { plan: { name, lock, compiled }, folder, python }: Environment,
  report: (line: string) => void,
): Promise<void> {
  makeFolder(folder)
  report(`making a virtual environment with ${python}`)
  await runCommand({ setup: name, program: python, words: ['-m', 'venv', folder] })
  const interpreter = interpreterOf(folder)
  const install = (file: string, words: readonly string[], env = process.env): Promise<void> => {
    report(`installing ${file} (versions and hashes are locked)`)
    const locked = ['--only-binary', ':all:', ...words, '--require-hashes', '-r', file]
    return runCommand({ setup: name, program: interpreter, words: [...PIP, ...locked], env })
  }
  if (compiled === undefined) await install(lock, [])
  else {
    await install(compiled.tools, [])
    // Without pip's cache: what it holds may have been compiled for another machine.
    const own = ['--no-binary', compiled.name, '--no-build-isolation', '--no-cache-dir']
    await install(lock, own, compilerEnvironment())
    await runCommand({ setup: name, program: interpreter, words: ['-I', '-c', `import ${compiled.name}`] })
  }
  const ready: Ready = {
    ...inspect(interpreter, name),
    ...(compiled === undefined ? {} : { compiled: compiledHere() }),
  }
  writeFileSync(join(folder, 'ready.json'), JSON.stringify(ready))
}

const PIP = ['-I', '-m', 'pip', 'install', '--disable-pip-version-check', '--no-input']

/** With -I, as pip before: what lies on the caller's PYTHONPATH is no part of the environment. */
function inspect(interpreter: string, setup: string): Ready {
  const program =
    'import json,platform;from importlib.metadata import distributions as d;' +
    'print(json.dumps({"python":platform.python_implementation()+" "+platform.python_version(),"packages":{x.metadata["Name"].lower():x.version for x in d()}}))'
  const { status, stdout, stderr } = spawnSync(interpreter, ['-I', '-c', program], { encoding: 'utf8' })
  if (status !== 0) throw setupError(setup, stderr)
  return readySchema.parse(JSON.parse(stdout))
}

/** The first Python 3.11 or later on the path. */
function findPython(): string {
  const enough = 'import sys,venv;sys.exit(0 if sys.version_info>=(3,11) else 1)'
  const found = ['python3', 'python', 'python3.13', 'python3.12', 'python3.11'].find(
    (candidate) => spawnSync(candidate, ['-c', enough]).status === 0,
  )
  if (found !== undefined) return found
  throw new InputError({
    found: 'no Python 3.11 or later with the venv module is on this machine.',
    fix: 'Install it (Debian: apt-get install python3-venv) and run the command again.',
  })
}

function interpreterOf(folder: string): string {
  return join(folder, 'bin', 'python')
}
