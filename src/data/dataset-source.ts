import { createHash } from 'node:crypto'
import { basename, dirname, join } from 'node:path'
import { canonicalJson } from '../config/canonical-json.ts'
import { InputError } from '../config/input-error.ts'
import { didYouMean } from '../config/nearest-name.ts'
import { printable, quoted } from '../config/printable.ts'
import type { DatasetEntry, TableOptions, Task } from '../config/study.ts'
import { dataFileHash } from './data-file.ts'
import type { ArrayPaths } from './npy-table.ts'
import { isRecordFile } from './record-table.ts'
import { datasetNames, readRegistry, registryFile } from './registry.ts'
import { equalShares, GENERATOR_VERSION, type SyntheticRecipe } from './synthetic.ts'
import type { ValueRecipe } from './synthetic-values.ts'
import { twinRecipe } from './twins.ts'

/** Where the rows of a dataset come from; `sha256` is known before any row is read. */
export type DatasetSource =
  | {
      readonly kind: 'csv'
      readonly path: string
      readonly table: TableOptions
      readonly sha256: string
    }
  | {
      readonly kind: 'npy'
      readonly path: string
      readonly labelsPath: string
      readonly table: TableOptions
      readonly sha256: string
    }
  | {
      /** A structured array, whose columns have names. */
      readonly kind: 'records'
      readonly path: string
      readonly table: TableOptions
      readonly sha256: string
    }
  | {
      readonly kind: 'synthetic'
      readonly recipe: SyntheticRecipe | ValueRecipe
      readonly table: TableOptions
      readonly sha256: string
    }

const PLAIN_TABLE: TableOptions = { target: 'y', drop: [], categorical: [], missing: [] }

/** Finds the source of a study's dataset entry and takes its hash; unknown names and unreadable files are errors. */
export function findSource(entry: DatasetEntry, task: Task, cacheRoot: string): DatasetSource {
  switch (entry.kind) {
    case 'named':
      return namedSource(entry, task, cacheRoot)
    case 'file':
      return fileSource(entry.path, entry.table)
    case 'synthetic': {
      const { n, d, classes, seed } = entry
      return task === 'regression'
        ? syntheticSource({ target: 'smooth', n, d, seed }, PLAIN_TABLE)
        : syntheticSource({ n, d, seed, shares: equalShares(classes) }, PLAIN_TABLE)
    }
  }
}

function namedSource(
  { name, overrides }: Extract<DatasetEntry, { kind: 'named' }>,
  task: Task,
  cacheRoot: string,
): DatasetSource {
  const recipe = twinRecipe(name)
  if (recipe !== undefined) {
    checkTwinOverrides(name, overrides)
    if (task === 'regression') {
      const found = `${printable(name)} is generated for classification, the study's task is regression.`
      throw new InputError({ found, fix: 'Remove it, or change task.', study_key: [] })
    }
    return syntheticSource(recipe, { ...PLAIN_TABLE, ...overrides })
  }
  const registered = readRegistry().find((entry) => entry.name === name)
  if (registered === undefined) {
    const found = `unknown dataset ${quoted(name)}.${didYouMean(name, datasetNames())}`
    throw new InputError({ found, fix: 'List them with: knnbench datasets list' })
  }
  if (registered.task !== task) {
    throw new InputError({
      found: `${name} is for ${registered.task}, the study's task is ${task}.`,
      fix: 'Remove it, or change task.',
      study_key: [],
    })
  }
  const path = registryFile(registered, cacheRoot)
  const { target, drop, positive } = registered
  const declared = { ...PLAIN_TABLE, target, drop, ...(positive === undefined ? {} : { positive }) }
  return fileSource(path, { ...declared, ...overrides })
}

function fileSource(path: string, table: TableOptions): DatasetSource {
  if (path.endsWith('.npy')) {
    checkArrayOptions(path, table)
    const sha256 = dataFileHash(path)
    if (isRecordFile(path)) return { kind: 'records', path, table, sha256 }
    const labelsPath = labelsBeside(path, table.target)
    return { kind: 'npy', path, labelsPath, table, sha256: pairHash(sha256, labelsPath) }
  }
  return { kind: 'csv', path, table, sha256: dataFileHash(path) }
}

/** The hash of a pair of arrays. */
export function npyHash({ path, labelsPath }: ArrayPaths): string {
  return pairHash(dataFileHash(path), labelsPath)
}

function pairHash(arrayHash: string, labelsPath: string): string {
  return hashOf([arrayHash, labelsHash(labelsPath)].join('\n'))
}

function labelsHash(path: string): string {
  try {
    return dataFileHash(path)
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    throw new InputError(error.problems.map((problem) => ({ ...problem, study_key: ['target'] })))
  }
}

/** An array holds numbers only: options about the text of cells have nothing to act on. */
function checkArrayOptions(path: string, { target, drop, positive, ...others }: TableOptions): void {
  const unused = Object.entries(others).filter(([, value]) => value !== undefined && value.length > 0)
  if (unused.length === 0) return
  throw new InputError({
    where: { file: path },
    found: `an array takes no ${unused.map(([name]) => name).join(', ')}.`,
    fix: 'Allowed: target, positive, drop. NaN means missing.',
    study_key: [unused[0][0]],
  })
}

/** For arrays, `target` is the file of the labels; it must lie in the same folder, so that no name leads elsewhere. */
function labelsBeside(path: string, target: string): string {
  if (target.endsWith('.npy') && basename(target) === target) return join(dirname(path), target)
  throw new InputError({
    where: { file: path },
    found: `target is ${quoted(target)}; for an array it is the .npy file of the labels in the same folder.`,
    fix: 'Write, for instance,  target: y.npy',
    study_key: ['target'],
  })
}

function syntheticSource(recipe: SyntheticRecipe | ValueRecipe, table: TableOptions): DatasetSource {
  return {
    kind: 'synthetic',
    recipe,
    table,
    sha256: hashOf(canonicalJson({ generator: GENERATOR_VERSION, ...recipe })),
  }
}

/** A generated table has numbers only, so most options of a table have nothing to act on. */
function checkTwinOverrides(name: string, overrides: Partial<TableOptions>): void {
  const unused = Object.keys(overrides).filter((key) => key !== 'positive' && key !== 'drop')
  if (unused.length === 0) return
  throw new InputError({
    found: `${name} is generated; it takes no ${unused.join(', ')}.`,
    fix: 'Allowed: positive, drop.',
    study_key: [unused[0]],
  })
}

function hashOf(content: string): string {
  return createHash('sha256').update(content).digest('hex')
}
