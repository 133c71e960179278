import { isUtf8 } from 'node:buffer'
import { InputError } from '../config/input-error.ts'
import type { TableOptions } from '../config/study.ts'
import { cellAtOffset, isLineEnd } from './csv-position.ts'

export const DELIMITERS = [',', ';', '\t'] as const
export type Delimiter = (typeof DELIMITERS)[number]

/** A text with what is needed to say where one of its cells lies. */
export interface CsvText {
  readonly file: string
  readonly text: Buffer
  readonly delimiter: string
}

const QUOTE = 0x22
const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf])

/** The text of a CSV file as UTF-8 without byte order mark; bytes that are not text are an error with their place. */
export function decodeText(
  file: string,
  bytes: Buffer,
  encoding: TableOptions['encoding'] = 'utf-8',
): Buffer {
  switch (encoding) {
    case 'utf-8':
      checkUtf8(file, bytes)
      return bytes.subarray(0, 3).equals(BYTE_ORDER_MARK) ? bytes.subarray(3) : bytes
    case 'latin1':
      return Buffer.from(bytes.toString('latin1'))
    case 'utf-16le':
    case 'utf-16be':
      return decodeUtf16(file, bytes, encoding)
  }
}

/** The candidate that separates the most cells of the header; a comma where there is none. */
export function detectDelimiter(text: Buffer): Delimiter {
  const counts = new Map<number, number>()
  let quoted = false
  for (let i = 0; i < text.length && (quoted || !isLineEnd(text, i)); i++) {
    if (text[i] === QUOTE) quoted = !quoted
    else if (!quoted) counts.set(text[i], (counts.get(text[i]) ?? 0) + 1)
  }
  const count = (delimiter: Delimiter) => counts.get(delimiter.charCodeAt(0)) ?? 0
  return DELIMITERS.reduce((best, candidate) => (count(candidate) > count(best) ? candidate : best))
}

function checkUtf8(file: string, bytes: Buffer): void {
  if (isUtf8(bytes)) return
  const offset = firstInvalidUtf8(bytes)
  const { line, column } = cellAtOffset(bytes, detectDelimiter(bytes), offset)
  const isUtf16 = bytes[0] + bytes[1] === 0xff + 0xfe
  const guess = isUtf16 ? (bytes[0] === 0xff ? 'utf-16le' : 'utf-16be') : 'latin1'
  throw new InputError({
    where: { file, line, column },
    found: `the byte 0x${bytes[offset].toString(16)} is not UTF-8.`,
    fix: `Save the file as UTF-8, or set its encoding, perhaps  encoding: ${guess}`,
  })
}

/** The end of the longest valid text, by bisection: streaming decoding throws for every prefix that is longer. */
function firstInvalidUtf8(bytes: Buffer): number {
  let valid = 0
  let invalid = bytes.length
  while (invalid - valid > 1) {
    const middle = (valid + invalid) >>> 1
    if (isUtf8Prefix(bytes.subarray(0, middle))) valid = middle
    else invalid = middle
  }
  // Streaming decoding accepts the beginning of a character; the bad byte is the first of it.
  while (!isUtf8(bytes.subarray(0, valid))) valid--
  return valid
}

function isUtf8Prefix(bytes: Buffer): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true })
    return true
  } catch {
    return false
  }
}

function decodeUtf16(file: string, bytes: Buffer, encoding: 'utf-16le' | 'utf-16be'): Buffer {
  try {
    return Buffer.from(new TextDecoder(encoding, { fatal: true }).decode(bytes))
  } catch {
    throw new InputError({
      where: { file },
      found: `the bytes are not ${encoding}.`,
      fix: 'Set another encoding.',
    })
  }
}
