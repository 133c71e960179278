import { isUtf8 } from 'node:buffer'
import type { Encoding } from './encoding.ts'

/** Why the next bytes are no text. */
export interface BadBytes {
  /** Not of this encoding, or of no text at all. */
  readonly code: 'other-encoding' | 'zero-byte'
  readonly found: string
}

/** UTF-8 of what the bytes mean; ends where they mean nothing and returns why. */
export type TextPieces = Generator<Buffer, BadBytes | undefined>

/** The text of `bytes` in pieces of whole characters. */
export function textPieces(bytes: Iterable<Buffer>, encoding: Encoding): TextPieces {
  switch (encoding) {
    case 'utf-8':
      return withoutZeros(fromUtf8(bytes))
    case 'latin1':
      return withoutZeros(fromLatin1(bytes))
    case 'utf-16le':
    case 'utf-16be':
      return withoutZeros(fromUtf16(bytes, encoding))
  }
}

/** No table holds a zero byte, and any binary file does. */
function* withoutZeros(pieces: TextPieces): TextPieces {
  let next = pieces.next()
  for (; next.done !== true; next = pieces.next()) {
    const zero = next.value.indexOf(0)
    if (zero < 0) yield next.value
    else {
      yield next.value.subarray(0, zero)
      return { code: 'zero-byte', found: 'a zero byte is no text.' }
    }
  }
  return next.value
}

function* fromUtf8(bytes: Iterable<Buffer>): TextPieces {
  let rest: Buffer = Buffer.alloc(0)
  for (const chunk of bytes) {
    const joined = rest.length === 0 ? chunk : Buffer.concat([rest, chunk])
    const end = lastWholeCharacter(joined)
    const piece = joined.subarray(0, end)
    if (!isUtf8(piece)) {
      const valid = validBytes(piece)
      yield piece.subarray(0, valid)
      return notUtf8(piece[valid])
    }
    yield piece
    rest = joined.subarray(end)
  }
  return rest.length === 0 ? undefined : notUtf8(rest[0])
}

function notUtf8(byte: number): BadBytes {
  return { code: 'other-encoding', found: `the byte 0x${byte.toString(16)} is not UTF-8.` }
}

/** The length of `bytes` without the beginning of a character that goes on after them. */
function lastWholeCharacter(bytes: Buffer): number {
  const { length } = bytes
  for (let back = 1; back <= Math.min(3, length); back++) {
    const byte = bytes[length - back]
    if (byte < 0x80) return length
    if (byte < 0xc0) continue
    const size = byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4
    return size > back ? length - back : length
  }
  return length
}

/** How many of the first bytes are valid, by bisection; cutting within a character is an error of that character. */
function validBytes(bytes: Buffer): number {
  let valid = 0
  let invalid = bytes.length
  while (invalid - valid > 1) {
    const middle = (valid + invalid) >>> 1
    const end = lastWholeCharacter(bytes.subarray(0, middle))
    if (isUtf8(bytes.subarray(0, end))) valid = middle
    else invalid = middle
  }
  while (!isUtf8(bytes.subarray(0, valid))) valid--
  return valid
}

function* fromLatin1(bytes: Iterable<Buffer>): TextPieces {
  for (const chunk of bytes) yield Buffer.from(chunk.toString('latin1'))
  return undefined
}

function* fromUtf16(bytes: Iterable<Buffer>, encoding: 'utf-16le' | 'utf-16be'): TextPieces {
  let rest: Buffer = Buffer.alloc(0)
  for (const chunk of bytes) {
    const joined = Buffer.concat([rest, chunk])
    const end = lastWholeUnits(joined, encoding)
    // swap16 works in place, and `joined` is a copy.
    const units = joined.subarray(0, end)
    rest = Buffer.from(joined.subarray(end))
    const text = (encoding === 'utf-16be' ? units.swap16() : units).toString('utf16le')
    const bad = text.search(/\p{Cs}/u)
    if (bad >= 0) {
      yield Buffer.from(text.slice(0, bad))
      const unit = text.charCodeAt(bad).toString(16)
      return { code: 'other-encoding', found: `half a character, 0x${unit}, is not ${encoding}.` }
    }
    yield Buffer.from(text)
  }
  return rest.length === 0
    ? undefined
    : { code: 'other-encoding', found: `the last character is cut off, as ${encoding}.` }
}

/** The length of `bytes` without half a code unit or half a surrogate pair at their end. */
function lastWholeUnits(bytes: Buffer, encoding: 'utf-16le' | 'utf-16be'): number {
  const even = bytes.length - (bytes.length % 2)
  if (even === 0) return 0
  const high = bytes[encoding === 'utf-16le' ? even - 1 : even - 2]
  return high >= 0xd8 && high < 0xdc ? even - 2 : even
}
