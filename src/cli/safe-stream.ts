import { printableLines } from '../config/printable.ts'
import type { OutputStream } from './io.ts'

const CSI = '\u001b\\['
/** What this tool itself sends to a terminal: colours, and a progress line that is drawn anew. */
const OWN = new RegExp(`(^\\r|${CSI}\\d{0,3}(?:;\\d{1,3})*m|${CSI}K)`)

/**
 * A stream that passes on no control or bidirectional mark but the tool's own, whatever a file, an engine or a path
 * brought along. Where text is put together it is escaped for its place; this holds for what was forgotten there.
 * `\u009b` is also how JSON writes that character within its texts.
 */
export function safeStream(stream: OutputStream): OutputStream {
  if (stream.isTTY !== true) return { write: (text) => stream.write(printableLines(text)) }
  return {
    write: (text) => stream.write(escaped(text)),
    isTTY: true,
    get columns() {
      return stream.columns ?? 0
    },
  }
}

/** `text` escaped but for the tool's own: split by one group, every second part is a find. */
function escaped(text: string): string {
  return text
    .split(OWN)
    .map((part, i) => (i % 2 === 1 ? part : printableLines(part)))
    .join('')
}
