import fc from 'fast-check'
import { expect } from 'vitest'
import { InputError } from '../../src/config/input-error.ts'
import type { TableOptions, Task } from '../../src/config/study.ts'
import { readCsv } from '../../src/data/csv.ts'
import type { Column, Table } from '../../src/data/dataset.ts'
import { prepareMatrices } from '../../src/data/prepare.ts'
import { type WrittenTable, writtenTable } from './arbitrary-csv.ts'
import { partsOf } from './hostile-reading.ts'
import { mutations } from './mutated-bytes.ts'
import { naiveRecords, naiveText, Refused } from './naive-csv.ts'
import { naiveMatrix } from './naive-matrix.ts'
import { type NaiveTable, naiveTable } from './naive-table.ts'

interface Given {
  readonly options: TableOptions
  readonly task: Task
}

/** How far a file came, the same for the tool and the naive reader. */
type Outcome = 'prepared' | 'read' | 'refused'

/** Throws unless the tool reads what the naive reader reads, and refuses what it refuses, at the same place. */
export function agree(bytes: Buffer, { options, task }: Given, read = readCsv): Outcome {
  const expected = attempt(() => naiveTable(bytes, options, task), Refused)
  // Cut anywhere, also within a character or a row end.
  const parts = partsOf(bytes, [1024, 1024, 1024, 64, 7, 1][bytes.length % 6])
  const found = attempt(() => read({ file: 'd.csv', bytes: parts, options }, task), InputError)
  if (expected instanceof Refused) {
    if (!(found instanceof InputError)) throw new Error(`read, where it must be refused: ${expected.message}`)
    checkPlace(found, expected, bytes)
    return 'refused'
  }
  if (found instanceof InputError) throw new Error(`refused, where it can be read: ${found.message}`)
  expect(plain(found)).toEqual(expected)
  return agreeOnMatrix(found, expected)
}

/** Every other row is one of training. */
function agreeOnMatrix({ columns, n }: Table, { columns: plainColumns }: NaiveTable): Outcome {
  const rows = Int32Array.from({ length: n }, (_, row) => row)
  const indices = { train: rows.filter((row) => row % 2 === 0), test: rows.filter((row) => row % 2 === 1) }
  const expected = naiveMatrix(plainColumns)
  const found = attempt(
    () => prepareMatrices({ columns, source: 'd.csv', warnings: [] }, indices, ['impute-median', 'one-hot']),
    InputError,
  )
  if (found instanceof InputError || expected === undefined) {
    expect([found instanceof InputError, expected]).toEqual([true, undefined])
    return 'read'
  }
  expect(found.features.map(({ name }) => name)).toEqual(expected.names)
  const cells = (part: Int32Array) =>
    Array.from(part, (row) => expected.columns.map((column) => column[row])).flat()
  expect(Array.from(found.X_train.values)).toEqual(cells(indices.train))
  expect(Array.from(found.X_test.values)).toEqual(cells(indices.test))
  return 'prepared'
}

/** Unmutated: what was written comes out of the naive reader cell for cell, and of the tool as that reads it. */
function roundTrip({ text, options, task, cells, delimiter }: WrittenTable): Outcome {
  const bytes = Buffer.from(text)
  const records = naiveRecords(naiveText(bytes), delimiter)
  expect(Array.from(records, (row) => row.map((cell) => cell.text))).toEqual(cells)
  return agree(bytes, { options, task })
}

/** A file as it was written, and three times damaged; one byte is one character, so that they can be printed. */
const files = fc
  .tuple(writtenTable, fc.array(mutations, { minLength: 3, maxLength: 3 }))
  .map(([written, list]) => ({
    written,
    damaged: list.map((mutate) => mutate(Buffer.from(written.text)).toString('latin1')),
  }))

/** Tries so many files, as they were written and damaged, and prints how many were read. */
export function fuzzCsv(count: number): Readonly<Record<Outcome, number>> {
  const counts = { prepared: 0, read: 0, refused: 0 }
  const started = performance.now()
  const property = fc.property(files, ({ written, damaged }) => {
    counts[roundTrip(written)]++
    for (const text of damaged) counts[agree(Buffer.from(text, 'latin1'), written)]++
  })
  fc.assert(property, { numRuns: count / 4 })
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  const { prepared, read, refused } = counts
  const total = prepared + read + refused
  console.log(
    `${total} CSV files in ${seconds} s: ${prepared} prepared, ${read} read but not to be prepared, ${refused} refused`,
  )
  return counts
}

function attempt<T, E extends Error>(work: () => T, kind: new (...args: never[]) => E): T | E {
  try {
    return work()
  } catch (error) {
    if (error instanceof kind) return error
    throw error
  }
}

function checkPlace({ problems, message }: InputError, expected: Refused, bytes: Buffer): void {
  expect(problems.length).toBe(1)
  const { file, line = 0, column = 0 } = problems[0].where ?? { file: '' }
  expect(message.startsWith(`d.csv:${line}:${column}: `)).toBe(true)
  expect(file).toBe('d.csv')
  const text = bytes.toString('latin1')
  expect(line).toBeGreaterThanOrEqual(1)
  expect(line).toBeLessThanOrEqual(text.split(/\r\n|\r|\n/).length)
  expect(column).toBeGreaterThanOrEqual(1)
  expect(column).toBeLessThanOrEqual(text.split(/[,;\t]/).length)
  if (expected.line !== undefined)
    expect([message, line, column]).toEqual([message, expected.line, expected.column])
}

/** The tool's table in the words of the naive one. */
function plain({ columns, target }: Table): NaiveTable {
  const cells = (column: Column) =>
    column.kind === 'numeric'
      ? Array.from(column.values, (value) => (Number.isNaN(value) ? undefined : value))
      : Array.from(column.codes, (code) => (code < 0 ? undefined : column.levels[code]))
  const named = columns.map((column) => ({ name: column.name, kind: column.kind, cells: cells(column) }))
  if (target.kind === 'values') return { columns: named, target: Array.from(target.values) }
  return { columns: named, target: Array.from(target.codes, (code) => target.classes[code]) }
}
