import { type AsyncBuffer, type DecodedArray, type FileMetaData, parquetScan } from 'hyparquet'
import { InputError } from '../config/input-error.ts'
import { printable } from '../config/printable.ts'
import { shellWord } from '../config/shell-word.ts'
import type { OnRead } from './file-chunks.ts'
import { namingFileLater } from './naming-file.ts'
import { asStored, type CellText } from './parquet-cell.ts'
import { PARQUET_CODECS } from './parquet-codecs.ts'
import type { TakeRow } from './table-file.ts'

/** Decoded at once, of all columns together; row groups may be as large as the file. */
const CELLS_AT_ONCE = 2 ** 19

export interface ReadableColumn {
  readonly name: string
  readonly text: CellText
  readonly holds: 'long-integers' | 'other'
}

interface ParquetRows {
  readonly path: string
  readonly buffer: AsyncBuffer
  readonly metadata: FileMetaData
  readonly columns: readonly ReadableColumn[]
  readonly onRead: OnRead
}

/** Goes through the rows in blocks, each within a row group: of every column only the pages of a block are decoded. */
export async function eachParquetRow(
  { path, buffer, metadata, columns, onRead }: ParquetRows,
  take: TakeRow,
): Promise<void> {
  const scan = await decoded(path, () =>
    parquetScan({
      file: buffer,
      metadata: { ...metadata, schema: metadata.schema.map(asStored) },
      columns: columns.map(({ name }) => name),
      compressors: PARQUET_CODECS,
      utf8: false,
      parsers: { timestampFromNanoseconds: (time_ns) => time_ns },
    }),
  )
  const rowsAtOnce = Math.max(1, Math.floor(CELLS_AT_ONCE / columns.length))
  for (const { rowStart, rowEnd } of scan.ranges) {
    for (let first = rowStart; first < rowEnd; first += rowsAtOnce) {
      const range = { rowStart: first, rowEnd: Math.min(first + rowsAtOnce, rowEnd) }
      const texts: string[][] = []
      for (const column of columns) {
        const values = await decoded(path, async () => {
          const read = await scan.readColumn({ column: column.name, ...range })
          if (read.length === range.rowEnd - range.rowStart) return read
          throw new Error(`column ${printable(column.name)} has other rows than its row group`)
        })
        texts.push(columnTexts(path, column, { values, ...range }))
      }
      for (let row = 0; row < range.rowEnd - range.rowStart; row++) take(texts.map((cells) => cells[row]))
      const share = range.rowEnd / Number(metadata.num_rows)
      onRead({ file: path, done_bytes: share * buffer.byteLength, total_bytes: buffer.byteLength })
    }
  }
}

interface ColumnPart {
  readonly values: DecodedArray
  readonly rowStart: number
  readonly rowEnd: number
}

function columnTexts(
  path: string,
  { name, text }: ReadableColumn,
  { values, rowStart, rowEnd }: ColumnPart,
): string[] {
  return Array.from({ length: rowEnd - rowStart }, (_, at) => {
    const cell = text(values[at])
    if (cell !== undefined) return cell
    throw new InputError({
      where: { file: path, row: rowStart + at + 1 },
      found: `column ${printable(name)} has a value that is no text and no number.`,
      fix: `Correct it, or leave the column out with  --drop ${shellWord(name)}`,
    })
  })
}

/** What a decoder throws is about the bytes of the file, but for what the system refuses. */
export async function decoded<T>(path: string, decode: () => Promise<T>): Promise<T> {
  try {
    return await namingFileLater(path, decode)
  } catch (error) {
    if (error instanceof Error && 'syscall' in error) throw error
    throw unreadable(path, error instanceof Error ? error.message : String(error))
  }
}

export function unreadable(path: string, why: string): InputError {
  return new InputError({
    where: { file: path },
    found: `this Parquet file cannot be read: ${why}.`,
    fix: 'Is it whole? Write it again, or save the table as CSV.',
  })
}
