import { InputError } from '../config/input-error.ts'
import { didYouMean } from '../config/nearest-name.ts'
import { printable, quoted } from '../config/printable.ts'
import type { DatasetEntry, TableOptions, Task } from '../config/study.ts'
import type { DataWarning } from './case.ts'
import { readCsv } from './csv.ts'
import type { Dataset, Table, Target } from './dataset.ts'
import { type DatasetSource, findSource, npyHash } from './dataset-source.ts'
import { changedFile, FileChunks, type OnRead, readUnchanged } from './file-chunks.ts'
import { sha256File } from './npy.ts'
import { readArrays } from './npy-table.ts'
import { readRecords } from './record-table.ts'
import { synthesize } from './synthetic.ts'
import { synthesizeValues } from './synthetic-values.ts'
import { findClass } from './target-builder.ts'

/** Reads or generates a study's dataset, whole and unprepared; what is wrong with it is an `InputError`. */
export function loadDataset(entry: DatasetEntry, task: Task, cacheRoot: string): Dataset {
  return datasetFrom(entry.name, findSource(entry, task, cacheRoot), task)
}

/** As `loadDataset`, from a source that was found already. */
export function datasetFrom(name: string, source: DatasetSource, task: Task, onRead?: OnRead): Dataset {
  const called = source.kind === 'synthetic' ? name : source.path
  const table = readTable(source, called, { task, onRead })
  checkClasses(table, called)
  const { positive, warnings } = choosePositive(table.target, source.table.positive, called)
  const synthetic: DataWarning[] = source.kind === 'synthetic' ? [{ code: 'synthetic' }] : []
  return {
    ...table,
    name,
    source: called,
    source_sha256: source.sha256,
    positive,
    warnings: [...synthetic, ...warnings],
  }
}

function readTable(
  source: DatasetSource,
  called: string,
  { task, onRead }: { readonly task: Task; readonly onRead: OnRead | undefined },
): Table {
  switch (source.kind) {
    case 'csv':
      return readUnchanged(new FileChunks(source.path, source.sha256, onRead), (bytes) =>
        readCsv({ file: called, bytes, options: source.table }, task),
      )
    case 'npy': {
      const table = withoutDropped(readArrays(source, task), source.table, called)
      if (npyHash(source) !== source.sha256) throw changedFile(called)
      return table
    }
    case 'records': {
      const { path, table, sha256 } = source
      const read = withoutDropped(readRecords(path, table.target, task), table, called)
      if (sha256File(path) !== sha256) throw changedFile(called)
      return read
    }
    case 'synthetic':
      return withoutDropped(generated(source.recipe), source.table, called)
  }
}

function generated(recipe: Extract<DatasetSource, { kind: 'synthetic' }>['recipe']): Table {
  return 'target' in recipe ? synthesizeValues(recipe) : synthesize(recipe)
}

/** A table that was read or made with all its columns; those without names of their own are `x1` … `xd`. */
function withoutDropped(table: Table, { drop }: TableOptions, called: string): Table {
  const names = table.columns.map(({ name }) => name)
  const index = drop.findIndex((name) => !names.includes(name))
  if (index >= 0) {
    const found = `drop names the column ${quoted(drop[index])}.${didYouMean(drop[index], names)}`
    const fix = `Columns: ${columnList(names)}`
    throw new InputError({ where: { file: called }, found, fix, study_key: ['drop', index] })
  }
  const columns = table.columns.filter(({ name }) => !drop.includes(name))
  if (columns.length > 0) return { ...table, columns }
  throw new InputError({ where: { file: called }, found: 'drop names every column.', fix: 'Keep one.' })
}

function columnList(names: readonly string[]): string {
  if (names.every((name, at) => name === `x${at + 1}`)) return `x1 … x${names.length}`
  return `${names.slice(0, 20).map(printable).join(', ')}${names.length > 20 ? ', …' : ''}`
}

function checkClasses({ target, target_at }: Table, called: string): void {
  if (target.kind !== 'classes' || target.classes.length > 1) return
  throw new InputError({
    where: { file: called, ...target_at },
    found: `every row has ${printable(target.name)} = ${quoted(target.classes[0] ?? '')}; classification needs 2 classes.`,
    fix: 'Check target.',
    study_key: ['target'],
  })
}

/** The declared label, else the last one in order: with a warning where precision and recall hang on it. */
function choosePositive(
  target: Target,
  declared: string | undefined,
  called: string,
): { readonly positive: string; readonly warnings: readonly DataWarning[] } {
  if (target.kind === 'values') return { positive: '', warnings: [] }
  const last = target.classes[target.classes.length - 1]
  if (declared === undefined) {
    const isBinary = target.classes.length === 2
    return { positive: last, warnings: isBinary ? [{ code: 'positive-guessed', positive: last }] : [] }
  }
  const positive = findClass(declared, target.classes)
  if (positive !== undefined) return { positive, warnings: [] }
  const shown = target.classes.slice(0, 20).map(printable)
  throw new InputError({
    where: { file: called },
    found: `positive is ${quoted(declared)}, which is no label of ${printable(target.name)}.${didYouMean(declared, target.classes)}`,
    fix: `Labels: ${shown.join(', ')}${target.classes.length > shown.length ? ', …' : ''}`,
    study_key: ['positive'],
  })
}
