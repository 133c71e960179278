import type { Position } from '../config/input-error.ts'
import type { TableOptions } from '../config/study.ts'
import { countedPerColumn } from './cell-counts.ts'
import type { DecimalMark } from './cell-kind.ts'
import { type ColumnProfile, ColumnProfiler } from './column-profile.ts'
import { walkRecords } from './csv.ts'
import { checkNames } from './csv-header.ts'
import { cellPosition } from './csv-position.ts'
import { noRows, raggedRow } from './csv-shape-error.ts'
import { type CsvText, detectDelimiter } from './csv-text.ts'
import { DecodedText, headOf } from './decode-text.ts'
import { refuseOtherFormats } from './file-format.ts'
import { sniffDelimiter, sniffEncoding } from './sniff-format.ts'

/** How a file is written, as far as it can be found out. */
export interface TableFormat {
  readonly delimiter: NonNullable<TableOptions['delimiter']>
  /** Whether a reader finds this delimiter by the header alone. */
  readonly delimiter_is_plain: boolean
  readonly decimal: DecimalMark
  readonly encoding: NonNullable<TableOptions['encoding']>
}

/** What a table file holds, as it stands. */
export interface TableProfile {
  /** What errors call the file. */
  readonly file: string
  readonly format: TableFormat
  readonly rows: number
  /** In file order. */
  readonly columns: readonly ColumnProfile[]
  /** Where the names of columns stand. */
  readonly header_at: Position
  /** Where the cell of a column stands; its name, without a row, which counts from 0. */
  readonly place: (column: ColumnProfile, row?: number) => Position
}

/** Reads a CSV file of which nothing is known; what no study could read either is an `InputError` with its place. */
export function profileCsv(file: string, bytes: Iterable<Buffer>): TableProfile {
  refuseOtherFormats(file, headOf(bytes, 64))
  const encoding = sniffEncoding(bytes)
  const text = new DecodedText(file, bytes, { encoding })
  const delimiter = sniffDelimiter(text)
  const csv: CsvText = { file, text, delimiter }
  const { columns: profilers, rows } = readColumns(csv)
  const decimal = decimalMark(profilers, delimiter)
  const columns = profilers.map((column) => column.finish(decimal))
  const delimiter_is_plain = detectDelimiter(text) === delimiter
  return {
    file,
    format: { delimiter, delimiter_is_plain, decimal, encoding },
    rows,
    columns,
    header_at: { file, line: 1 },
    place: (column, row) => {
      const field = columns.indexOf(column)
      return { file, ...cellPosition(text, delimiter, row === undefined ? 0 : row + 1, field) }
    },
  }
}

function readColumns(csv: CsvText): { readonly columns: readonly ColumnProfiler[]; readonly rows: number } {
  let columns: ColumnProfiler[] | undefined
  let rows = 0
  walkRecords(csv, (cells) => {
    if (columns === undefined) {
      const names = cells.map((name) => name.trim())
      checkNames(csv, names)
      const limit = countedPerColumn(names.length)
      columns = names.map((name) => new ColumnProfiler(name, limit))
      return
    }
    if (cells.length !== columns.length)
      throw raggedRow(csv, { row: rows, cells: cells.length, width: columns.length })
    for (const [field, column] of columns.entries()) column.add(cells[field])
    rows++
  })
  if (columns === undefined || rows === 0) throw noRows(csv.file, columns !== undefined)
  return { columns, rows }
}

/**
 * A comma if more cells speak for it than for a point; it cannot be both mark and delimiter. Where every comma may
 * stand between thousands, the point stays: `1,886` beside `632` read as 1.886 would be a wrong number that nobody sees.
 */
function decimalMark(columns: readonly ColumnProfiler[], delimiter: string): DecimalMark {
  if (delimiter === ',') return '.'
  const evidence = (mark: DecimalMark) => columns.reduce((sum, column) => sum + column.evidence(mark), 0)
  return evidence(',') > evidence('.') ? ',' : '.'
}
