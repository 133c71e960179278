import { walkRecords } from './csv.ts'
import { DecodedText } from './decode-text.ts'
import { FileChunks, type OnRead, readUnchanged } from './file-chunks.ts'
import { profileCsv } from './profile-csv.ts'
import { type TableFile, type TakeRow, withoutDrop } from './table-file.ts'

/** A CSV file as a table, without some of its columns. */
export function csvFile(
  { path, sha256 }: { readonly path: string; readonly sha256: string },
  drop: readonly string[],
  onRead: OnRead,
): TableFile {
  const chunks = new FileChunks(path, sha256, onRead)
  const whole = readUnchanged(chunks, (bytes) => profileCsv(path, bytes))
  const names = whole.columns.map(({ name }) => name)
  const left = withoutDrop(path, names, drop)
  const fields = left.map((name) => names.indexOf(name))
  const { delimiter, encoding } = whole.format
  const eachRow = (take: TakeRow) =>
    readUnchanged(chunks, (bytes) => {
      let isHeader = true
      walkRecords({ file: path, text: new DecodedText(path, bytes, { encoding }), delimiter }, (cells) => {
        if (!isHeader) take(fields.map((field) => cells[field]))
        isHeader = false
      })
    })
  return {
    profile: { ...whole, columns: fields.map((field) => whole.columns[field]) },
    long_integers: new Set(),
    eachRow: async (take) => eachRow(take),
  }
}
