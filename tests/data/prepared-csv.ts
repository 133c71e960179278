import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { DatasetEntry, HoldoutSplit, PrepareStep, TableOptions } from '../../src/config/study.ts'
import { CASE_FILES } from '../../src/data/case.ts'
import { readIntegers, readMatrix } from '../../src/data/npy.ts'
import { prepareCase } from '../../src/data/prepare-case.ts'
import { messageOf } from './profile.ts'
import { temporaryFolder } from './temporary-folder.ts'

const folder = temporaryFolder()
const path = join(folder, 'd.csv')
const STEPS: readonly PrepareStep[] = ['impute-median', 'one-hot-drop-first', 'standardize']
/** One row is the test part. */
export const HOLDOUT = { kind: 'holdout', test_size: 1, stratify: false, seed: 1 } as const

interface Asked {
  readonly table?: Partial<TableOptions>
  readonly split?: Partial<HoldoutSplit>
  readonly steps?: readonly PrepareStep[]
}

/** What engines get of a CSV file; its rows in the order of the file, each with its label. */
export function prepareCsv(content: string, { table = {}, split = {}, steps = STEPS }: Asked = {}) {
  writeFileSync(path, content)
  const options = { target: 'y', drop: [], categorical: [], missing: [], ...table }
  const entry: DatasetEntry = { kind: 'file', name: 'd', path, table: options }
  const prepared = prepareCase({
    entry,
    split: { ...HOLDOUT, ...split },
    prepareName: 'default',
    steps,
    task: 'classification',
    cacheRoot: folder,
  })
  const at = (name: keyof typeof CASE_FILES) => join(prepared.directory, CASE_FILES[name])
  const rows = (part: 'train' | 'test') => {
    const { columns, values } = readMatrix(at(`X_${part}`))
    const labels = Array.from(readIntegers(at(`y_${part}`)), (code) => prepared.classes[code])
    return labels.map((label, i) => [...values.slice(i * columns, (i + 1) * columns), label])
  }
  const order = [...readIntegers(at('train_index')), ...readIntegers(at('test_index'))]
  const unordered = [...rows('train'), ...rows('test')]
  const inOrder = unordered.map((_, row) => unordered[order.indexOf(row)])
  return { ...prepared, rows: inOrder, notes: JSON.parse(readFileSync(at('features'), 'utf8')) }
}

/** The message with which a CSV file is refused. */
export const refusal = (content: string, asked: Asked = {}) =>
  messageOf(() => prepareCsv(content, asked)).replaceAll(path, 'd.csv')
