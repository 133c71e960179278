import { asyncBufferFromFile, type FileMetaData, parquetMetadataAsync, parquetSchema } from 'hyparquet'
import { InputError } from '../config/input-error.ts'
import { printable, quoted } from '../config/printable.ts'
import { shellWord } from '../config/shell-word.ts'
import { countedPerColumn } from './cell-counts.ts'
import { ColumnProfiler } from './column-profile.ts'
import { changedFile, type OnRead } from './file-chunks.ts'
import { sha256File } from './npy.ts'
import { parquetCells } from './parquet-cell.ts'
import { decoded, eachParquetRow, type ReadableColumn, unreadable } from './parquet-rows.ts'
import type { TableFormat } from './profile-csv.ts'
import { type TableFile, type TakeRow, withoutDrop } from './table-file.ts'

/** As if its cells had been written by a program that quotes and separates as most do. */
const FORMAT: TableFormat = { delimiter: ',', delimiter_is_plain: true, decimal: '.', encoding: 'utf-8' }

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
    if (rows !== Number(metadata.num_rows)) throw unreadable(path, `its row groups have ${rows} rows`)
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
        fix: `Leave it out with  --drop ${shellWord(name)}`,
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
