import { isUtf8 } from 'node:buffer'
import { parse } from 'csv-parse/sync'
import { InputError } from '../config/input-error.ts'
import type { TableOptions } from '../config/study.ts'
import { DELIMITERS, type Delimiter, detectDelimiter } from './csv-text.ts'

type Encoding = NonNullable<TableOptions['encoding']>

/** First bytes of what is often taken for a table of text. */
const OTHER_FORMATS: readonly (readonly [bytes: string, what: string])[] = [
  ['PK\x03\x04', 'a zip archive or an Excel workbook'],
  ['\x1f\x8b', 'compressed with gzip'],
  ['PAR1', 'a Parquet file'],
  ['\x93NUMPY', 'a NumPy array'],
  ['SQLite format 3', 'an SQLite database'],
]

/** Throws where the bytes are those of another format that everybody knows. */
export function refuseOtherFormats(file: string, bytes: Buffer): void {
  const head = bytes.toString('latin1', 0, 16)
  const found = OTHER_FORMATS.find(([start]) => head.startsWith(start))
  if (found === undefined) return
  throw new InputError({
    where: { file },
    found: `this is ${found[1]}, not a CSV file.`,
    fix: 'Save the table as CSV.',
  })
}

/** UTF-8 unless the bytes are none; UTF-16 shows itself by its mark or by the zero bytes beside Latin letters. */
export function sniffEncoding(bytes: Buffer): Encoding {
  const mark = bytes.toString('hex', 0, 2)
  if (mark === 'fffe') return 'utf-16le'
  if (mark === 'feff') return 'utf-16be'
  const zeros = [0, 0]
  const looked = Math.min(bytes.length, 4096)
  for (let i = 0; i < looked; i++) if (bytes[i] === 0) zeros[i % 2]++
  if (zeros[0] + zeros[1] > looked / 4) return zeros[1] > zeros[0] ? 'utf-16le' : 'utf-16be'
  return isUtf8(bytes) ? 'utf-8' : 'latin1'
}

/** The delimiter of the header if it cuts the first rows into as many cells, else one that does. */
export function sniffDelimiter(text: Buffer): Delimiter {
  const ofHeader = detectDelimiter(text)
  return [ofHeader, ...DELIMITERS].find((delimiter) => cutsEvenly(text, delimiter)) ?? ofHeader
}

const LOOKED_BYTES = 2 ** 20
const LOOKED_ROWS = 100

function cutsEvenly(text: Buffer, delimiter: Delimiter): boolean {
  const isWhole = text.length <= LOOKED_BYTES
  const widths = firstWidths(text.subarray(0, LOOKED_BYTES), delimiter)
  const sure = isWhole || widths.length === LOOKED_ROWS ? widths : widths.slice(0, -1)
  return sure.length > 0 && sure[0] > 1 && sure.every((width) => width === sure[0])
}

/** Cells of the first rows; none if the text is no CSV at this delimiter. */
function firstWidths(text: Buffer, delimiter: Delimiter): number[] {
  const widths: number[] = []
  try {
    parse(text, {
      delimiter,
      record_delimiter: ['\r\n', '\n', '\r'],
      relax_column_count: true,
      skip_empty_lines: true,
      to: LOOKED_ROWS,
      on_record: (cells: string[]) => {
        widths.push(cells.length)
        return null
      },
    })
  } catch {
    return []
  }
  return widths
}
