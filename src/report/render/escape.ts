/**
 * Characters that could drive a terminal or reverse what is read: C0 and C1 controls, zero-width and
 * bidirectional marks (Unicode 15, PropList: Bidi_Control), line and paragraph separators.
 */
const UNSAFE = /[\p{Cc}\p{Cs}\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/gu
const BLANK = /[\t\n\r\u2028\u2029]+/gu

/** Text from a file as it may be printed on one line: row ends become spaces, other unsafe characters vanish. */
export function escapeText(text: string): string {
  return text.replace(BLANK, ' ').replace(UNSAFE, '')
}

/** Within JSON a row end is layout: in its strings it is written `\n`. */
const UNSAFE_IN_JSON = new RegExp(`(?!\\n)${UNSAFE.source}`, 'gu')

/** JSON text with every unsafe character inside its strings as `\uXXXX`; the value stays the same. */
export function escapeJson(json: string): string {
  return json.replace(UNSAFE_IN_JSON, (found) => `\\u${found.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

/** What a spreadsheet would take for a formula (OWASP, CSV injection), full-width signs included. */
const FORMULA = /^[=+\-@\uff0b\uff0d\uff1d\uff20]/u
const DECIMAL = /^[+-]?\d+(\.\d+)?$/

/** A text cell for CSV: printable, with an apostrophe before anything a spreadsheet would evaluate. */
export function escapeCsv(text: string): string {
  const printable = escapeText(text)
  return FORMULA.test(printable) && !DECIMAL.test(printable) ? `'${printable}` : printable
}
