const LITERAL = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/
const INFINITE = /^[+-]?inf(?:inity)?$/i

/** The number that a decimal literal stands for, or undefined: `0x10`, `1_000`, `12abc` and `Infinity` are none. */
export function parseDecimal(text: string, decimal: '.' | ',' = '.'): number | undefined {
  const literal = decimal === ',' ? text.replace(/[.,]/, (mark) => (mark === ',' ? '.' : '_')) : text
  return LITERAL.test(literal) ? Number(literal) : undefined
}

const THOUSANDS = {
  ',': /^[+-]?[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?$/,
  '.': /^[+-]?[1-9]\d{0,2}(?:\.\d{3})+(?:,\d+)?$/,
} as const

/** Whether the mark may stand between thousands: `1,886` and `-1,886,000.5` by the comma. */
export function mayHaveThousands(text: string, mark: '.' | ','): boolean {
  return THOUSANDS[mark].test(text)
}

/** Whether the text spells an infinite number, in any of the usual ways. */
export function isInfiniteWord(text: string): boolean {
  return INFINITE.test(text)
}

/** Whether the text is a number only if the comma is its decimal mark: `1,5`. */
export function isDecimalComma(text: string): boolean {
  return text.includes(',') && parseDecimal(text, ',') !== undefined
}
