import { CsvError, parse } from 'csv-parse/sync'
import { InputError } from '../config/input-error.ts'
import { printable, quoted } from '../config/printable.ts'
import { sniffDelimiter } from '../data/sniff-format.ts'

/** A small CSV file, whole: unlike a table of data, it is gone through column by column. */
export interface CsvRows {
  readonly file: string
  readonly header: readonly string[]
  readonly rows: readonly CsvRow[]
}

export interface CsvRow {
  /** In the file, from 1. */
  readonly line: number
  readonly cells: readonly string[]
}

/** The rows of a CSV text, its delimiter found out; what is no table is an `InputError`. */
export function csvRows(file: string, text: string): CsvRows {
  const records = parsed(file, text)
  const [first, ...rows] = records
  if (first === undefined || rows.length === 0)
    throw new InputError({
      where: { file },
      found: first === undefined ? 'the file is empty.' : 'there is a header and no row.',
      fix: 'A results file has a header and a row a configuration.',
    })
  const header = first.cells.map((name) => name.trim())
  refuseTwice(file, header)
  return { file, header, rows }
}

interface Recorded {
  readonly record: string[]
  readonly info: { readonly lines: number }
}

/** With `info`, the parser gives these, and its types say otherwise. */
function isRecorded(value: unknown): value is Recorded {
  return typeof value === 'object' && value !== null && 'record' in value && 'info' in value
}

function parsed(file: string, text: string): CsvRow[] {
  try {
    const records: readonly unknown[] = parse(text, {
      bom: true,
      delimiter: sniffDelimiter([Buffer.from(text)]),
      info: true,
      record_delimiter: ['\r\n', '\n', '\r'],
      skip_empty_lines: true,
      trim: true,
    })
    return records.filter(isRecorded).map(({ record, info }) => ({ line: info.lines, cells: record }))
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    throw new InputError({
      where: { file, line: Number(error.lines ?? 1) },
      found: `this is no CSV: ${printable(error.message)}.`,
      fix: 'Every row needs as many cells as the header.',
    })
  }
}

function refuseTwice(file: string, header: readonly string[]): void {
  const twice = header.find((name, i) => name !== '' && header.indexOf(name) !== i)
  if (twice === undefined) return
  throw new InputError({
    where: { file, line: 1 },
    found: `two columns are named ${quoted(twice)}.`,
    fix: 'Rename one of them.',
  })
}
