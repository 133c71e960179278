import { InputError } from '../config/input-error.ts'
import type { TableOptions } from '../config/study.ts'
import { cellAtOffset } from './csv-position.ts'
import { detectDelimiter } from './csv-text.ts'
import { byteOrderMark, checkEncoding, type Encoding, HEAD_BYTES, looksLikeUtf16 } from './encoding.ts'
import { type BadBytes, textPieces } from './text-pieces.ts'

const CARRIAGE_RETURN = 0x0d

export type TextFormat = Pick<TableOptions, 'encoding' | 'delimiter'>

/**
 * The text of a file as UTF-8 without byte order mark, in parts that never end between CR and LF. It can be gone
 * through again and again; a pass that comes to bytes which are no text throws an error with their place.
 */
export class DecodedText implements Iterable<Buffer> {
  readonly #file: string
  readonly #bytes: Iterable<Buffer>
  readonly #encoding: Encoding
  readonly #delimiter: string | undefined
  readonly #head: Buffer

  constructor(file: string, bytes: Iterable<Buffer>, { encoding = 'utf-8', delimiter }: TextFormat = {}) {
    this.#file = file
    this.#bytes = bytes
    this.#encoding = encoding
    this.#delimiter = delimiter
    this.#head = headOf(bytes, HEAD_BYTES)
    checkEncoding(file, this.#head, encoding)
  }

  *[Symbol.iterator](): Iterator<Buffer> {
    const bad = yield* wholeRowEnds(this.#pieces())
    if (bad !== undefined) this.#refuse(bad)
  }

  #pieces() {
    const mark = byteOrderMark(this.#head)
    const skipped = mark?.encoding === this.#encoding ? mark.bytes : 0
    return textPieces(skip(this.#bytes, skipped), this.#encoding)
  }

  /** Goes again through what is text, to count its lines and cells. */
  #refuse(bad: BadBytes): never {
    // A byte in the place of the bad ones, so that the cell that they begin is a cell.
    const text: Iterable<Buffer> = { [Symbol.iterator]: () => followedBy(this.#pieces(), Buffer.from('?')) }
    let offset = -1
    for (const piece of text) offset += piece.length
    throw new InputError({
      where: { file: this.#file, ...cellAtOffset(text, this.#delimiter ?? detectDelimiter(text), offset) },
      found: bad.found,
      fix: this.#fix(bad),
    })
  }

  #fix(bad: BadBytes): string {
    const utf16 = looksLikeUtf16(this.#head)
    if (this.#encoding.startsWith('utf-16')) return 'Set another encoding, or save the file as UTF-8.'
    if (utf16 !== undefined) return `Save the file as UTF-8, or set its encoding, perhaps  encoding: ${utf16}`
    if (bad.code === 'zero-byte' || this.#head.includes(0))
      return 'This looks like a binary file, or a damaged one: save the table as CSV.'
    return 'Save the file as UTF-8, or set its encoding, perhaps  encoding: latin1'
  }
}

/** The first bytes of a text or file, as many as there are up to `length`. */
export function headOf(chunks: Iterable<Buffer>, length: number): Buffer {
  const taken: Buffer[] = []
  let bytes = 0
  for (const chunk of chunks) {
    taken.push(chunk)
    bytes += chunk.length
    if (bytes >= length) break
  }
  return Buffer.concat(taken).subarray(0, length)
}

function* skip(chunks: Iterable<Buffer>, bytes: number): Generator<Buffer> {
  let left = bytes
  for (const chunk of chunks) {
    yield chunk.subarray(left)
    left -= Math.min(left, chunk.length)
  }
}

/** Holds a CR at the end of a piece back until it is known whether an LF follows. */
function* wholeRowEnds<R>(pieces: Generator<Buffer, R>): Generator<Buffer, R> {
  let held: Buffer | undefined
  let next = pieces.next()
  for (; next.done !== true; next = pieces.next()) {
    const piece: Buffer = held === undefined ? next.value : Buffer.concat([held, next.value])
    const end = piece.at(-1) === CARRIAGE_RETURN ? piece.length - 1 : piece.length
    held = end < piece.length ? piece.subarray(end) : undefined
    if (end > 0) yield piece.subarray(0, end)
  }
  if (held !== undefined) yield held
  return next.value
}

function* followedBy(pieces: Iterable<Buffer>, last: Buffer): Generator<Buffer> {
  yield* wholeRowEnds(concatenated(pieces, last))
}

function* concatenated(pieces: Iterable<Buffer>, last: Buffer): Generator<Buffer, undefined> {
  yield* pieces
  yield last
  return undefined
}
