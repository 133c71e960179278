import { createHash } from 'node:crypto'
import { copyFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { canonicalJson } from '../config/canonical-json.ts'
import type { DatasetEntry, PrepareStep, Task, Variant, VariantChange } from '../config/study.ts'
import { CASE_FILES, type PreparedCase } from './case.ts'
import { type CaseSplit, caseSplitName, splitLabel } from './case-split.ts'
import { readStoredCase, type StoredCase, storeCase } from './case-store.ts'
import type { Dataset } from './dataset.ts'
import { type DatasetSource, findSource } from './dataset-source.ts'
import type { OnRead } from './file-chunks.ts'
import { datasetFrom } from './load-dataset.ts'
import { locateErrors } from './locate-errors.ts'
import { makeFolder } from './make-folder.ts'
import { type NpyContent, sha256File, writeNpy } from './npy.ts'
import { type PreparedMatrices, prepareMatrices } from './prepare.ts'
import type { SplitIndices } from './split.ts'
import { type RowSample, splitSample } from './split-sample.ts'

/** Raise it when the same request would give other files. */
const CASE_FORMAT = 1

export interface CaseRequest {
  readonly entry: DatasetEntry
  readonly split: CaseSplit
  readonly prepareName: string
  readonly steps: readonly PrepareStep[]
  readonly task: Task
  /** The tool's cache folder; cases lie in `cases/<key>` below it. */
  readonly cacheRoot: string
  /** Told how far a table has been read; not where the case is taken from the cache. */
  readonly onRead?: OnRead | undefined
  /** What this case has otherwise than its study; `name` follows the dataset's in that of the case. */
  readonly variant?: Pick<Variant, 'name' | 'change'> | undefined
}

/** The files that engines read for dataset × split × preparation; taken from the cache where they are whole. */
export function prepareCase(request: CaseRequest): PreparedCase {
  const { entry, split, prepareName, steps, task, cacheRoot, onRead, variant } = request
  const source = keeping(findSource(entry, task, cacheRoot), variant?.change)
  const key = caseKey(source, request)
  const directory = join(cacheRoot, 'cases', key)
  const stored =
    readStoredCase(directory) ??
    storeCase(directory, (folder) =>
      writeCase(folder, key, {
        dataset: datasetFrom(entry.name, source, task, onRead),
        split,
        steps,
        sample: sampleOf(request),
      }),
    )
  const dataset = variant === undefined ? entry.name : `${entry.name}.${variant.name}`
  const case_id = `${dataset}/${caseSplitName(split)}/${prepareName}`
  return { ...stored, case_id, dataset, prepare: prepareName, directory }
}

/** Copies exactly what engines get into `outDir`, so that a cell can be repeated elsewhere; gives the paths. */
export function exportCase(prepared: PreparedCase, outDir: string): string[] {
  makeFolder(outDir)
  return Object.values(CASE_FILES).map((file) => {
    const place = join(outDir, file)
    rmSync(place, { force: true }) // a link there would lead the copy out of the folder
    copyFileSync(join(prepared.directory, file), place)
    return place
  })
}

/** The source with columns that it leaves out. */
function keeping(source: DatasetSource, change: VariantChange | undefined): DatasetSource {
  if (change?.kind !== 'keep') return source
  const drop = source.table.drop.filter((column) => !change.columns.includes(column))
  return { ...source, table: { ...source.table, drop } }
}

function sampleOf({ variant }: CaseRequest): RowSample | undefined {
  return variant?.change.kind === 'sample' ? variant.change : undefined
}

function caseKey({ sha256, kind, table }: DatasetSource, request: CaseRequest): string {
  const { split, steps, task } = request
  const sample = sampleOf(request)
  const drawn = sample === undefined ? {} : { sample: { rows: sample.rows, seed: sample.seed } }
  const content = { format: CASE_FORMAT, source: sha256, kind, table, split, steps, task, ...drawn }
  return createHash('sha256').update(canonicalJson(content)).digest('hex')
}

interface CaseParts {
  readonly dataset: Dataset
  readonly split: CaseSplit
  readonly steps: readonly PrepareStep[]
  readonly sample: RowSample | undefined
}

function writeCase(folder: string, key: string, { dataset, split, steps, sample }: CaseParts): StoredCase {
  const { target, n } = dataset
  const labels = target.kind === 'classes' ? target : undefined
  const indices = locateErrors(dataset.source, () => splitSample(n, split, { labels, sample }))
  const prepared = prepareMatrices(dataset, indices, steps)
  const hashes = writeArrays(folder, arraysOf(prepared, indices, dataset))
  writeFileSync(join(folder, CASE_FILES.features), `${JSON.stringify(prepared.features, null, 2)}\n`)
  return {
    split,
    split_label: splitLabel(split),
    key,
    n_train: indices.train.length,
    n_test: indices.test.length,
    n_features: prepared.features.length,
    classes: labels?.classes.slice() ?? [],
    positive: dataset.positive,
    features: prepared.features.map(({ name }) => name),
    warnings: prepared.warnings,
    hashes: { source: dataset.source_sha256, ...hashes },
  }
}

type ArrayName = Exclude<keyof typeof CASE_FILES, 'features'>

function arraysOf(
  { X_train, X_test }: PreparedMatrices,
  { train, test }: SplitIndices,
  { target }: Dataset,
): Record<ArrayName, NpyContent> {
  const rowsOf = (rows: Int32Array) =>
    target.kind === 'classes'
      ? rows.map((row) => target.codes[row])
      : Float64Array.from(rows, (row) => target.values[row])
  const vector = (data: Int32Array | Float64Array) => ({ shape: [data.length], data })
  return {
    X_train: { shape: [X_train.rows, X_train.columns], data: X_train.values },
    X_test: { shape: [X_test.rows, X_test.columns], data: X_test.values },
    y_train: vector(rowsOf(train)),
    y_test: vector(rowsOf(test)),
    train_index: vector(train),
    test_index: vector(test),
  }
}

function writeArrays(folder: string, arrays: Record<ArrayName, NpyContent>): Record<ArrayName, string> {
  const write = (name: ArrayName) => {
    const path = join(folder, CASE_FILES[name])
    writeNpy(path, arrays[name])
    return sha256File(path)
  }
  return {
    X_train: write('X_train'),
    X_test: write('X_test'),
    y_train: write('y_train'),
    y_test: write('y_test'),
    train_index: write('train_index'),
    test_index: write('test_index'),
  }
}
