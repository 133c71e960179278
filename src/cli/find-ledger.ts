import { existsSync, readdirSync, statSync } from 'node:fs'
import { basename, dirname, join, relative, resolve } from 'node:path'
import { InputError } from '../config/input-error.ts'
import { didYouMean } from '../config/nearest-name.ts'
import { LEDGER_FILE } from '../ledger/read-ledger.ts'
import type { Io } from './io.ts'

const START = 'Start one with: knnbench run quick'

/** A results folder by its path or that of its ledger, or below `results/` by the study's name. */
export function findFolder(results: string, { cwd }: Pick<Io, 'cwd'>): string {
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

/** The folder whose ledger was written last. */
export function newestFolder({ cwd }: Pick<Io, 'cwd'>): string {
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
