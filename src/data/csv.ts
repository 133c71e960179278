import { CsvError, Parser } from 'csv-parse'
import { InputError } from '../config/input-error.ts'
import { printable, quoted } from '../config/printable.ts'
import type { TableOptions, Task } from '../config/study.ts'
import { ColumnBuilder } from './column-builder.ts'
import { columnError, commaProblem, csvSyntaxError, decimalComma } from './csv-error.ts'
import { chooseColumns } from './csv-header.ts'
import { cellPosition } from './csv-position.ts'
import { noRows, raggedRow } from './csv-shape-error.ts'
import { type CsvText, detectDelimiter } from './csv-text.ts'
import type { Column, Table } from './dataset.ts'
import { DecodedText, headOf } from './decode-text.ts'
import { refuseOtherFormats } from './file-format.ts'
import { MISSING } from './missing.ts'
import { type TargetBuilder, targetBuilder } from './target-builder.ts'

export interface CsvSource {
  /** What errors call the file. */
  readonly file: string
  /** Gone through more than once. */
  readonly bytes: Iterable<Buffer>
  readonly options: TableOptions
}

/**
 * Reads a CSV file with a header into typed columns. Cells lose the spaces around them; a column is numeric if all
 * its cells are decimal literals or missing. Anything doubtful is an `InputError` at `file:line:column`, where
 * line is physical and column is the number of the cell in its row.
 */
export function readCsv({ file, bytes, options }: CsvSource, task: Task): Table {
  refuseOtherFormats(file, headOf(bytes, 64))
  const text = new DecodedText(file, bytes, options)
  const csv: CsvText = { file, text, delimiter: options.delimiter ?? detectDelimiter(text) }
  checkDecimal(csv, options)
  const reader = new TableReader(csv, options, task)
  walkRecords(csv, (cells) => reader.add(cells))
  return reader.finish()
}

/** A row that takes more is an open quote, or no row of a table; unlimited, it would take all memory. */
const MAX_ROW_BYTES = 2 ** 24

/** Hands each record on as it is read, so that the text cells of a long file never lie in memory together. */
export function walkRecords(csv: CsvText, take: (cells: readonly string[]) => void): void {
  let records = 0
  const parser = new Parser({
    delimiter: csv.delimiter,
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: MAX_ROW_BYTES,
    on_record: (cells: string[]) => {
      take(cells)
      records++
      return null
    },
  })
  const stopAt = (error?: Error | null) => {
    if (error instanceof CsvError) throw csvSyntaxError(csv, error, records)
    if (error) throw error
  }
  // The transform itself, without the stream around it: it works at once, and since records are taken as they
  // come there is nothing to wait for.
  for (const part of csv.text) parser._transform(part, 'utf8', stopAt)
  parser._flush(stopAt)
}

/** Builds the table record by record; the first one is the header. */
class TableReader {
  readonly #csv: CsvText
  readonly #options: TableOptions
  readonly #task: Task
  readonly #missing: ReadonlySet<string>
  #width = 0
  #rows = 0
  #features: readonly { readonly field: number; readonly builder: ColumnBuilder }[] = []
  #target: { readonly field: number; readonly builder: TargetBuilder } | undefined

  constructor(csv: CsvText, options: TableOptions, task: Task) {
    this.#csv = csv
    this.#options = options
    this.#task = task
    this.#missing = new Set([...MISSING, ...options.missing.map((token) => token.trim())])
  }

  add(cells: readonly string[]): void {
    if (this.#target === undefined) {
      this.#start(cells)
      return
    }
    if (cells.length !== this.#width)
      throw raggedRow(this.#csv, { row: this.#rows, cells: cells.length, width: this.#width })
    const wrong = this.#target.builder.add(this.#present(cells[this.#target.field]))
    if (wrong !== undefined) throw this.#badTarget(cells[this.#target.field], this.#target.field, wrong)
    for (const { field, builder } of this.#features) builder.add(this.#present(cells[field]))
    this.#rows++
  }

  finish(): Table {
    if (this.#target === undefined || this.#rows === 0)
      throw noRows(this.#csv.file, this.#target !== undefined)
    const columns = this.#features.map(({ field, builder }) => this.#finishColumn(field, builder))
    const { text, delimiter } = this.#csv
    const target_at = cellPosition(text, delimiter, 0, this.#target.field)
    return { n: this.#rows, columns, target: this.#target.builder.finish(), target_at }
  }

  #start(header: readonly string[]): void {
    const { target, features } = chooseColumns(this.#csv, header, this.#options)
    const decimal = this.#options.decimal ?? '.'
    this.#width = header.length
    this.#target = { field: target.field, builder: targetBuilder(this.#task, target.name, decimal) }
    this.#features = features.map(({ field, name, choice }) => ({
      field,
      builder: new ColumnBuilder(name, choice, decimal),
    }))
  }

  #present(cell: string): string | undefined {
    const text = cell.trim()
    return this.#missing.has(text) ? undefined : text
  }

  #finishColumn(field: number, builder: ColumnBuilder): Column {
    const column = builder.finish()
    const place = { name: builder.name, field }
    if ('code' in column) throw columnError(this.#csv, place, column)
    const problem = this.#options.categorical.includes(builder.name)
      ? undefined
      : commaProblem(this.#csv, column)
    if (problem !== undefined) throw columnError(this.#csv, place, problem)
    return column
  }

  #badTarget(cell: string, field: number, wrong: string): InputError {
    const { file, text, delimiter } = this.#csv
    return new InputError({
      where: { file, ...cellPosition(text, delimiter, this.#rows + 1, field) },
      found: `the target ${printable(this.#options.target)} ${wrong}: ${quoted(cell)}.`,
      fix: `${decimalComma(delimiter, cell.trim())}Correct the cell or remove the row.`,
    })
  }
}

function checkDecimal({ file, delimiter }: CsvText, { decimal }: TableOptions): void {
  if (decimal !== delimiter) return
  throw new InputError({
    where: { file, line: 1, column: 1 },
    found: `decimal and delimiter are both ${JSON.stringify(delimiter)}.`,
    fix: 'Set delimiter: ";" or another one that the file uses.',
    study_key: ['decimal'],
  })
}
