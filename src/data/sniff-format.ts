import { parse } from 'csv-parse/sync'
import { DELIMITERS, type Delimiter, detectDelimiter } from './csv-text.ts'
import { headOf } from './decode-text.ts'
import { type Encoding, HEAD_BYTES, looksLikeUtf16 } from './encoding.ts'
import { textPieces } from './text-pieces.ts'

/** UTF-8 unless the bytes are none; UTF-16 shows itself by its mark or by the zero bytes beside Latin letters. */
export function sniffEncoding(bytes: Iterable<Buffer>): Encoding {
  const utf16 = looksLikeUtf16(headOf(bytes, HEAD_BYTES))
  if (utf16 !== undefined) return utf16
  const pieces = textPieces(bytes, 'utf-8')
  let next = pieces.next()
  while (next.done !== true) next = pieces.next()
  return next.value?.code === 'other-encoding' ? 'latin1' : 'utf-8'
}

/** The delimiter of the header if it cuts the first rows into as many cells, else one that does. */
export function sniffDelimiter(text: Iterable<Buffer>): Delimiter {
  const ofHeader = detectDelimiter(text)
  return [ofHeader, ...DELIMITERS].find((delimiter) => cutsEvenly(text, delimiter)) ?? ofHeader
}

const LOOKED_BYTES = 2 ** 20
const LOOKED_ROWS = 100

function cutsEvenly(text: Iterable<Buffer>, delimiter: Delimiter): boolean {
  const head = headOf(text, LOOKED_BYTES + 1)
  const isWhole = head.length <= LOOKED_BYTES
  const widths = firstWidths(head.subarray(0, LOOKED_BYTES), delimiter)
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
