export const DELIMITERS = [',', ';', '\t'] as const
export type Delimiter = (typeof DELIMITERS)[number]

/** A text with what is needed to say where one of its cells lies. */
export interface CsvText {
  readonly file: string
  /** UTF-8 in parts that never end between CR and LF; it is gone through more than once. */
  readonly text: Iterable<Buffer>
  readonly delimiter: string
}

const CARRIAGE_RETURN = 0x0d
const LINE_FEED = 0x0a
const QUOTE = 0x22
/** Where the header is longer, its beginning says enough; a quote that is never closed makes it all of the file. */
export const MAX_HEADER_BYTES = 2 ** 20

/** The candidate that separates the most cells of the header; a comma where there is none. */
export function detectDelimiter(text: Iterable<Buffer>): Delimiter {
  const counts = new Map<number, number>()
  let quoted = false
  for (const byte of headerBytes(text)) {
    if (byte === QUOTE) quoted = !quoted
    else if (!quoted) counts.set(byte, (counts.get(byte) ?? 0) + 1)
  }
  const count = (delimiter: Delimiter) => counts.get(delimiter.charCodeAt(0)) ?? 0
  return DELIMITERS.reduce((best, candidate) => (count(candidate) > count(best) ? candidate : best))
}

/** The bytes of the first line that is not empty, which ends outside quotes. */
function* headerBytes(text: Iterable<Buffer>): Generator<number> {
  let quoted = false
  let left = MAX_HEADER_BYTES
  for (const part of text) {
    for (let i = 0; i < part.length; i++) {
      const isEnd = part[i] === CARRIAGE_RETURN || part[i] === LINE_FEED
      if (isEnd && !quoted && left === MAX_HEADER_BYTES) continue
      if (left-- === 0 || (isEnd && !quoted)) return
      if (part[i] === QUOTE) quoted = !quoted
      yield part[i]
    }
  }
}
