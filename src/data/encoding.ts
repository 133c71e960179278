import { InputError } from '../config/input-error.ts'
import type { TableOptions } from '../config/study.ts'

export type Encoding = NonNullable<TableOptions['encoding']>

const MARKS: readonly (readonly [hex: string, encoding: Encoding])[] = [
  ['efbbbf', 'utf-8'],
  ['fffe', 'utf-16le'],
  ['feff', 'utf-16be'],
]
/** How much of a file's beginning tells its encoding. */
export const HEAD_BYTES = 4096

/** The encoding that a file's first bytes declare by a byte order mark, and how many bytes that takes. */
export function byteOrderMark(
  head: Buffer,
): { readonly encoding: Encoding; readonly bytes: number } | undefined {
  const start = head.toString('hex', 0, 3)
  const found = MARKS.find(([hex]) => start.startsWith(hex))
  return found === undefined ? undefined : { encoding: found[1], bytes: found[0].length / 2 }
}

/**
 * UTF-16 as its first bytes betray it: by the mark, or by the zero bytes beside Latin letters. Undefined for
 * everything else.
 */
export function looksLikeUtf16(head: Buffer): 'utf-16le' | 'utf-16be' | undefined {
  const mark = byteOrderMark(head)?.encoding
  if (mark !== undefined) return mark === 'utf-16le' || mark === 'utf-16be' ? mark : undefined
  const { even, odd } = zeroBytes(head)
  if (4 * (even + odd) <= Math.min(head.length, HEAD_BYTES)) return undefined
  // Zeros at both are binary data.
  if (odd > 4 * even) return 'utf-16le'
  return even > 4 * odd ? 'utf-16be' : undefined
}

/** Throws where the declared encoding cannot be that of a table which begins with these bytes. */
export function checkEncoding(file: string, head: Buffer, encoding: Encoding): void {
  const mark = byteOrderMark(head)?.encoding
  if (mark === encoding) return
  if (mark !== undefined && encoding !== 'utf-8') {
    const begins = `the file begins with the byte order mark of ${mark}`
    throw wrongEncoding(
      file,
      encoding,
      begins,
      mark === 'utf-8' ? 'Leave encoding out' : `Set  encoding: ${mark}`,
    )
  }
  if (encoding !== 'utf-16le' && encoding !== 'utf-16be') return
  // Delimiters and row ends are ASCII, so that any table in UTF-16 has zero bytes, and on one side.
  const { even, odd } = zeroBytes(head)
  const [expected, other] = encoding === 'utf-16le' ? [odd, even] : [even, odd]
  if (head.length === 0 || expected > other) return
  const looks = looksLikeUtf16(head)
  if (looks === undefined)
    throw wrongEncoding(file, encoding, 'the bytes look like no UTF-16', 'Leave encoding out')
  throw wrongEncoding(file, encoding, `the bytes look like ${looks}`, `Set  encoding: ${looks}`)
}

function wrongEncoding(file: string, encoding: Encoding, looks: string, fix: string): InputError {
  return new InputError({
    where: { file, line: 1, column: 1 },
    found: `${looks}, but encoding is ${encoding}.`,
    fix: `${fix}.`,
    study_key: ['encoding'],
  })
}

function zeroBytes(head: Buffer): { readonly even: number; readonly odd: number } {
  const zeros = [0, 0]
  const looked = Math.min(head.length, HEAD_BYTES)
  for (let i = 0; i < looked; i++) if (head[i] === 0) zeros[i % 2]++
  return { even: zeros[0], odd: zeros[1] }
}
