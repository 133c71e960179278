import { spawnSync } from 'node:child_process'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { InputError } from '../../config/input-error.ts'
import { makeFolder } from '../../data/make-folder.ts'
import { contentHash } from './content-hash.ts'
import { runCommand, setupError } from './setup-command.ts'
import type { ReadySetup, SetupKind } from './setup-kind.ts'

const readySchema = z.object({ python: z.string(), packages: z.record(z.string(), z.string()) })

/** A virtual environment, made from a lock file with hashes. */
export function pythonSetup(name: string, lock: string): SetupKind {
  return {
    sources: [lock],
    find: (folder) => findEnvironment(folder, lock),
    takesTargetCpu: false,
    isCurrent: () => true,
    missingTool: () => undefined,
    async install(folder, _, report) {
      const python = findPython()
      rmSync(folder, { recursive: true, force: true }) // what a setup that was killed left
      try {
        await fillFolder({ name, lock, folder, python }, report)
      } catch (error) {
        rmSync(folder, { recursive: true, force: true })
        throw error
      }
    },
  }
}

function findEnvironment(folder: string, lock: string): ReadySetup | undefined {
  const ready = readReady(join(folder, 'ready.json'))
  if (ready === undefined) return undefined
  const { python, packages } = ready
  return { program: interpreterOf(folder), runtime: python, packages, build: contentHash([lock]) }
}

/** Undefined for a file that is missing or that an interrupted setup left half-written. */
function readReady(file: string): z.infer<typeof readySchema> | undefined {
  try {
    return readySchema.safeParse(JSON.parse(readFileSync(file, 'utf8'))).data
  } catch {
    return undefined
  }
}

interface Environment {
  readonly name: string
  readonly lock: string
  readonly folder: string
  readonly python: string
}

async function fillFolder(
  { name, lock, folder, python }: Environment,
  report: (line: string) => void,
): Promise<void> {
  makeFolder(folder)
  report(`making a virtual environment with ${python}`)
  await runCommand({ setup: name, program: python, words: ['-m', 'venv', folder] })
  report(`installing ${lock} (versions and hashes are locked)`)
  const pip = ['-I', '-m', 'pip', 'install', '--disable-pip-version-check', '--no-input']
  const locked = ['--only-binary', ':all:', '--require-hashes', '-r', lock]
  await runCommand({ setup: name, program: interpreterOf(folder), words: [...pip, ...locked] })
  writeFileSync(join(folder, 'ready.json'), JSON.stringify(inspect(interpreterOf(folder), name)))
}

/** With -I, as pip before: what lies on the caller's PYTHONPATH is no part of the environment. */
function inspect(interpreter: string, setup: string): z.infer<typeof readySchema> {
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
