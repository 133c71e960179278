import { InputError } from '../config/input-error.ts'
import { didYouMean } from '../config/nearest-name.ts'
import { printable, quoted } from '../config/printable.ts'
import type { Task } from '../config/study.ts'
import { ColumnBuilder, MAX_LEVELS } from './column-builder.ts'
import type { Column, Table } from './dataset.ts'
import { NpyError, type NpySource } from './npy-header.ts'
import { numberText } from './number-text.ts'
import { type RecordField, type RecordHeader, readRecordHeader } from './record-header.ts'
import { eachRecord, type RecordValue, withRecordFile } from './record-reader.ts'
import { targetBuilder } from './target-builder.ts'

/** Whether a `.npy` file holds a structured array: one with named columns. */
export function isRecordFile(path: string): boolean {
  return withRecordFile(path, (source) => readRecordHeader(source) !== undefined)
}

/** A table from a NumPy structured array; `target` is the name of one of its columns. */
export function readRecords(path: string, target: string, task: Task): Table {
  return withRecordFile(path, (source) => {
    const header = readRecordHeader(source)
    if (header === undefined) throw new NpyError(path, 'the array has no named columns.')
    return tableOf(source, header, { target, task })
  })
}

function tableOf(
  source: NpySource,
  header: RecordHeader,
  { target, task }: { readonly target: string; readonly task: Task },
): Table {
  const { fields, rows } = header
  checkFields(source.name, header, target)
  const builder = targetBuilder(task, target, '.')
  const readers = fields.map((field): FieldReader => {
    if (field.name !== target) return fieldReader(field, rows)
    return {
      take: (value, row) => {
        const wrong = builder.add(textOf(value))
        if (wrong !== undefined) throw new NpyError(source.name, wrongTarget({ target, wrong, row, value }))
      },
      column: () => undefined,
    }
  })
  eachRecord(source, header, (values, row) => {
    for (const [at, reader] of readers.entries()) reader.take(values[at], row)
  })
  const columns = readers.flatMap((reader) => reader.column(source.name) ?? [])
  return { n: rows, columns, target: builder.finish() }
}

interface FieldReader {
  readonly take: (value: RecordValue, row: number) => void
  readonly column: (path: string) => Column | undefined
}

function fieldReader({ kind, name }: RecordField, rows: number): FieldReader {
  if (kind === 'text') {
    const builder = new ColumnBuilder(name, 'categorical', '.')
    return { take: (value) => builder.add(textOf(value)), column: (path) => levelsOf(builder, path) }
  }
  const values = new Float64Array(rows)
  return {
    take: (value, row) => {
      values[row] = Number(value)
    },
    column: (path) => {
      const infinite = values.findIndex((value) => Math.abs(value) === Number.POSITIVE_INFINITY)
      if (infinite < 0) return { kind: 'numeric', name, values }
      throw new NpyError(path, `column ${printable(name)}, row ${infinite + 1} is infinite.`)
    },
  }
}

function levelsOf(builder: ColumnBuilder, path: string): Column {
  const column = builder.finish()
  if (!('code' in column)) return column
  const why =
    column.code === 'empty' ? 'has no text in any row' : `has more than ${MAX_LEVELS} different texts`
  throw new NpyError(path, `column ${printable(builder.name)} ${why}.`)
}

/** The text of a value, undefined where it is missing. */
function textOf(value: RecordValue): string | undefined {
  if (typeof value === 'number') return Number.isNaN(value) ? undefined : numberText(value)
  return value === '' ? undefined : value
}

interface WrongTarget {
  readonly target: string
  readonly wrong: string
  readonly row: number
  readonly value: RecordValue
}

function wrongTarget({ target, wrong, row, value }: WrongTarget): string {
  return `row ${row + 1}: the target ${printable(target)} ${wrong}: ${quoted(String(value))}.`
}

function checkFields(path: string, { fields, rows }: RecordHeader, target: string): void {
  const names = fields.map(({ name }) => name)
  const seen = new Set<string>()
  const repeated = names.find((name) => seen.size === seen.add(name).size)
  if (repeated !== undefined) throw new NpyError(path, `two columns are named ${quoted(repeated)}.`)
  if (rows === 0) throw new NpyError(path, 'the array has no rows.')
  if (names.includes(target)) {
    if (names.length > 1) return
    throw new NpyError(path, `${printable(target)} is the only column.`)
  }
  throw new InputError({
    where: { file: path },
    found: `no column is named ${quoted(target)}.${didYouMean(target, names)}`,
    fix: `Columns: ${names.slice(0, 20).map(printable).join(', ')}${names.length > 20 ? ', …' : ''}`,
    study_key: ['target'],
  })
}
