import {
  type AsyncBuffer,
  asyncBufferFromFile,
  type DecodedArray,
  type FileMetaData,
  parquetMetadataAsync,
  parquetScan,
  parquetSchema,
} from 'hyparquet'
import { compressors } from 'hyparquet-compressors'
import { InputError } from '../config/input-error.ts'
import { printable, quoted } from '../config/printable.ts'
import { countedPerColumn } from './cell-counts.ts'
import { ColumnProfiler } from './column-profile.ts'
import { changedFile, type OnRead } from './file-chunks.ts'
import { namingFileLater } from './naming-file.ts'
import { sha256File } from './npy.ts'
import { asStored, type CellText, parquetCells } from './parquet-cell.ts'
import type { TableFormat } from './profile-csv.ts'
import { type TableFile, type TakeRow, withoutDrop } from './table-file.ts'

/** As if its cells had been written by a program that quotes and separates as most do. */
const FORMAT: TableFormat = { delimiter: ',', delimiter_is_plain: true, decimal: '.', encoding: 'utf-8' }
/** Decoded at once, of all columns together; row groups may be as large as the file. */
const CELLS_AT_ONCE = 2 ** 19

interface ReadableColumn {
  readonly name: string
  readonly text: CellText
  readonly holds: 'long-integers' | 'other'
}

/** A Parquet file as a table, without some of its columns; what of the others is no cell is an `InputError`. */
export async function parquetFile(
  { path, sha256 }: { readonly path: string; readonly sha256: string },
  drop: readonly string[],
  onRead: OnRead,
): Promise<TableFile> {
  const walk = async (): Promise<TableFile> => {
    const buffer = await asyncBufferFromFile(path)
    const metadata = await decoded(path, () => parquetMetadataAsync(buffer, { geoparquet: false }))
    const columns = readableColumns(path, metadata, drop)
    const eachRow = (take: TakeRow) => eachParquetRow({ path, buffer, metadata, columns, onRead }, take)
    const { profilers, rows } = await profiled(columns, eachRow)
    if (rows === 0)
      throw new InputError({ where: { file: path }, found: 'it has no rows.', fix: 'Add rows.' })
    return {
      profile: {
        file: path,
        format: FORMAT,
        rows,
        columns: profilers.map((profiler) => profiler.finish(FORMAT.decimal)),
        header_at: { file: path },
        place: (_, row) => ({ file: path, ...(row === undefined ? {} : { row: row + 1 }) }),
      },
      long_integers: new Set(
        columns.filter(({ holds }) => holds === 'long-integers').map(({ name }) => name),
      ),
      row_groups: metadata.row_groups.length,
      eachRow: (take) => unchanged({ path, sha256 }, () => eachRow(take)),
    }
  }
  return unchanged({ path, sha256 }, walk)
}

async function profiled(
  columns: readonly ReadableColumn[],
  eachRow: (take: TakeRow) => Promise<void>,
): Promise<{ readonly profilers: readonly ColumnProfiler[]; readonly rows: number }> {
  const limit = countedPerColumn(columns.length)
  const profilers = columns.map(({ name }) => new ColumnProfiler(name, limit))
  let rows = 0
  await eachRow((cells) => {
    for (const [at, profiler] of profilers.entries()) profiler.add(cells[at])
    rows++
  })
  return { profilers, rows }
}

function readableColumns(path: string, metadata: FileMetaData, drop: readonly string[]): ReadableColumn[] {
  const elements = parquetSchema(metadata).children.map(({ element }) => element)
  const names = elements.map(({ name }) => name)
  checkNames(path, names)
  const left = new Set(withoutDrop(path, names, drop))
  return elements
    .filter(({ name }) => left.has(name))
    .map((element) => {
      const { name } = element
      const cells = parquetCells(element)
      if (cells.kind === 'cells') return { name, text: cells.text, holds: cells.holds }
      throw new InputError({
        where: { file: path },
        found: `column ${printable(name)} ${cells.what}, which is no number and no text.`,
        fix: `Leave it out with  --drop ${printable(name)}`,
      })
    })
}

function checkNames(path: string, names: readonly string[]): void {
  const seen = new Set<string>()
  const wrong = names.find((name) => name.trim() === '' || seen.size === seen.add(name).size)
  if (wrong === undefined) return
  const found = wrong.trim() === '' ? 'a column has no name.' : `two columns are named ${quoted(wrong)}.`
  throw new InputError({ where: { file: path }, found, fix: 'Give each column a name of its own.' })
}

interface ParquetRows {
  readonly path: string
  readonly buffer: AsyncBuffer
  readonly metadata: FileMetaData
  readonly columns: readonly ReadableColumn[]
  readonly onRead: OnRead
}

/** Goes through the rows in blocks, each within a row group: of every column only the pages of a block are decoded. */
async function eachParquetRow(
  { path, buffer, metadata, columns, onRead }: ParquetRows,
  take: TakeRow,
): Promise<void> {
  const scan = await decoded(path, () =>
    parquetScan({
      file: buffer,
      metadata: { ...metadata, schema: metadata.schema.map(asStored) },
      columns: columns.map(({ name }) => name),
      compressors,
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
        const values = await decoded(path, () => scan.readColumn({ column: column.name, ...range }))
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
      fix: `Correct it, or leave the column out with  --drop ${printable(name)}`,
    })
  })
}

/** What a decoder throws is about the bytes of the file, but for what the system refuses. */
async function decoded<T>(path: string, decode: () => Promise<T>): Promise<T> {
  try {
    return await namingFileLater(path, decode)
  } catch (error) {
    if (error instanceof Error && 'syscall' in error) throw error
    const why = error instanceof Error ? error.message : String(error)
    throw new InputError({
      where: { file: path },
      found: `this Parquet file cannot be read: ${why}.`,
      fix: 'Is it whole? Write it again, or save the table as CSV.',
    })
  }
}

/** Runs `work`; whatever comes of a file that changed meanwhile means nothing. */
async function unchanged<T>(
  { path, sha256 }: { readonly path: string; readonly sha256: string },
  work: () => Promise<T>,
): Promise<T> {
  const check = () => {
    if (sha256File(path) !== sha256) throw changedFile(path)
  }
  try {
    const done = await work()
    check()
    return done
  } catch (error) {
    if (error instanceof InputError) check()
    throw error
  }
}
