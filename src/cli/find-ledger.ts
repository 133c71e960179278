import { existsSync, readdirSync, statSync } from 'node:fs'
import { basename, dirname, join, relative, resolve } from 'node:path'
import { InputError } from '../config/input-error.ts'
import { didYouMean } from '../config/nearest-name.ts'
import { LEDGER_FILE } from '../ledger/read-ledger.ts'
import type { Io } from './io.ts'

const START = 'Start one with: knnbench run quick'

/** A results folder by its path or that of its ledger, or below `results/` by the study's name. */
function findFolder(results: string, { cwd }: Pick<Io, 'cwd'>): string {
  const path = resolve(cwd, results)
  const candidates = [
    ...(basename(path) === LEDGER_FILE ? [dirname(path)] : []),
    path,
    join(cwd, 'results', results),
  ]
  const found = candidates.find(holdsLedger)
  if (found !== undefined) return found
  const known = newestFirst(cwd).map((folder) => basename(folder))
  const places = [path, join(cwd, 'results', results)].map((folder) => relative(cwd, folder) || '.')
  throw new InputError({
    found: `no ledger in ${places.join(' or ')}.${didYouMean(basename(results), known)}`,
    fix: known.length === 0 ? START : `Ledgers below results/, newest first: ${known.join(', ')}`,
  })
}

export interface NamedLedger {
  readonly folder: string
  /** The last part of its path, or all of it where another ledger ends alike. */
  readonly name: string
}

/** The ledgers that a command names, each once; the newest where it names none. */
export function namedLedgers(results: readonly string[], io: Pick<Io, 'cwd'>): NamedLedger[] {
  const folders = results.length === 0 ? [newestFolder(io)] : results.map((one) => findFolder(one, io))
  const twice = folders.findIndex((folder, i) => folders.indexOf(folder) !== i)
  if (twice !== -1)
    throw new InputError({
      found: `${results[folders.indexOf(folders[twice])]} and ${results[twice]} are the same ledger.`,
      fix: 'Name it once.',
    })
  const names = folders.map((folder) => basename(folder))
  const isUnique = (name: string) => names.filter((one) => one === name).length === 1
  return folders.map((folder, i) => ({
    folder,
    name: isUnique(names[i]) ? names[i] : relative(io.cwd, folder) || '.',
  }))
}

/** The folder whose ledger was written last. */
function newestFolder({ cwd }: Pick<Io, 'cwd'>): string {
  const [newest] = newestFirst(cwd)
  if (newest !== undefined) return newest
  throw new InputError({ found: 'no ledger below results/ here.', fix: START })
}

/** The folders below `results/` that hold a ledger, the one written last first. */
export function newestFirst(cwd: string): string[] {
  const root = join(cwd, 'results')
  const folders = existsSync(root) ? readdirSync(root).map((name) => join(root, name)) : []
  return folders
    .filter(holdsLedger)
    .map((folder) => ({ folder, at: statSync(join(folder, LEDGER_FILE)).mtimeMs }))
    .sort((a, b) => b.at - a.at || (a.folder < b.folder ? -1 : 1))
    .map(({ folder }) => folder)
}

function holdsLedger(folder: string): boolean {
  return existsSync(join(folder, LEDGER_FILE))
}
