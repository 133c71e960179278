import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { InputError } from '../config/input-error.ts'
import { didYouMean } from '../config/nearest-name.ts'
import { makeFolder } from '../data/make-folder.ts'
import { INSTALLATION } from './installation.ts'

/** Environments that engines need beside npm, each made from one lock file. A new one is one line. */
const SETUPS: Readonly<Record<string, { readonly lock: string }>> = {
  sklearn: { lock: 'engines/python/requirements-sklearn.txt' },
  sklearnex: { lock: 'engines/python/requirements-sklearnex.txt' },
  pykdtree: { lock: 'engines/python/requirements-pykdtree.txt' },
  faiss: { lock: 'engines/python/requirements-faiss.txt' },
}
export const SETUP_NAMES: readonly string[] = Object.keys(SETUPS)

const readySchema = z.object({ python: z.string(), packages: z.record(z.string(), z.string()) })
export type ReadySetup = z.infer<typeof readySchema> & { readonly interpreter: string }

/** The setup if it is complete and made from today's lock file. */
export function findSetup(name: string, cacheRoot: string): ReadySetup | undefined {
  const folder = setupFolder(name, cacheRoot)
  const ready = readReady(join(folder, 'ready.json'))
  return ready === undefined ? undefined : { ...ready, interpreter: interpreterOf(folder) }
}

/** Undefined for a file that is missing or that an interrupted setup left half-written. */
function readReady(file: string): z.infer<typeof readySchema> | undefined {
  try {
    return readySchema.safeParse(JSON.parse(readFileSync(file, 'utf8'))).data
  } catch {
    return undefined
  }
}

/** Makes a virtual environment from the hash-locked file; `report` gets each line of progress. */
export async function installSetup(
  name: string,
  cacheRoot: string,
  report: (line: string) => void,
): Promise<ReadySetup> {
  const ready = findSetup(name, cacheRoot)
  if (ready !== undefined) return ready
  const python = findPython()
  const folder = setupFolder(name, cacheRoot)
  rmSync(folder, { recursive: true, force: true }) // what a setup that was killed left
  try {
    await fillFolder(name, folder, python, report)
  } catch (error) {
    rmSync(folder, { recursive: true, force: true })
    throw error
  }
  const installed = findSetup(name, cacheRoot)
  if (installed === undefined) throw new Error(`setup ${name} ended without a ready.json`)
  return installed
}

async function fillFolder(
  name: string,
  folder: string,
  python: string,
  report: (line: string) => void,
): Promise<void> {
  makeFolder(folder)
  report(`making a virtual environment with ${python}`)
  await command(python, ['-m', 'venv', folder], name)
  report(`installing ${lockFile(name)} (versions and hashes are locked)`)
  const pip = ['-I', '-m', 'pip', 'install', '--disable-pip-version-check', '--no-input']
  const locked = ['--only-binary', ':all:', '--require-hashes', '-r', lockFile(name)]
  await command(interpreterOf(folder), [...pip, ...locked], name)
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

function command(program: string, words: readonly string[], setup: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, [...words], { stdio: ['ignore', 'ignore', 'pipe'] })
    let errors = ''
    child.stderr.on('data', (chunk: Buffer) => {
      errors = (errors + chunk.toString('utf8')).slice(-2000)
    })
    child.once('error', reject)
    child.once('close', (code) => (code === 0 ? resolve() : reject(setupError(setup, errors))))
  })
}

function setupError(setup: string, errors: string): InputError {
  const last = errors.trimEnd().split('\n').slice(-3).join(' | ')
  return new InputError({
    found: `engines setup ${setup} failed: ${last}`,
    fix: 'Nothing was left behind; try it again when that is mended.',
  })
}

/** The file that fixes what a setup installs; an unknown name is an InputError. */
export function lockFile(name: string): string {
  if (Object.hasOwn(SETUPS, name)) return join(INSTALLATION, SETUPS[name].lock)
  throw new InputError({
    found: `unknown setup "${name}"; there is: ${SETUP_NAMES.join(', ')}.${didYouMean(name, SETUP_NAMES)}`,
    fix: '',
  })
}

/** Named after the lock file's content, so that a new lock never meets an old environment. */
function setupFolder(name: string, cacheRoot: string): string {
  const hash = createHash('sha256')
    .update(readFileSync(lockFile(name)))
    .digest('hex')
    .slice(0, 12)
  return join(cacheRoot, 'setups', `${name}-${hash}`)
}

function interpreterOf(folder: string): string {
  return join(folder, 'bin', 'python')
}
