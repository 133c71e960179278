/** Above it, JavaScript writes whole numbers with an exponent as well. */
const MOST_WHOLE_DIGITS = 21

/** What a decimal literal says, however many digits it has: ±0.`digits` × 10^`point`; no digits are zero. */
export interface ExactDecimal {
  readonly sign: 1 | -1
  /** Begins and ends with another digit than 0. */
  readonly digits: string
  readonly point: number
}

/** The exact number of a decimal literal with a decimal point. */
export function exactDecimal(literal: string): ExactDecimal {
  const [mantissa, exponent = '0'] = literal.toLowerCase().split('e')
  const [whole, fraction = ''] = mantissa.replace(/^[+-]/, '').split('.')
  const all = whole + fraction
  const leading = all.length - all.replace(/^0+/, '').length
  const digits = all.slice(leading).replace(/0+$/, '')
  if (digits === '') return { sign: 1, digits, point: 0 }
  return { sign: mantissa.startsWith('-') ? -1 : 1, digits, point: whole.length - leading + Number(exponent) }
}

/** Negative where a is less than b. */
export function compareDecimals(a: ExactDecimal, b: ExactDecimal): number {
  if (a.digits === '' || b.digits === '' || a.sign !== b.sign) return signum(a) - signum(b)
  if (a.point !== b.point) return a.sign * (a.point - b.point)
  if (a.digits === b.digits) return 0
  return a.digits < b.digits ? -a.sign : a.sign
}

/** The literal itself, without what it could lack: all digits of a whole number, else with an exponent. */
export function decimalText({ sign, digits, point }: ExactDecimal): string {
  const minus = sign < 0 ? '-' : ''
  const isShortWhole = point >= digits.length && point <= MOST_WHOLE_DIGITS
  if (isShortWhole) return minus + digits.padEnd(point, '0')
  const fraction = digits.length > 1 ? `.${digits.slice(1)}` : ''
  return `${minus}${digits[0]}${fraction}e${point - 1}`
}

function signum({ sign, digits }: ExactDecimal): number {
  return digits === '' ? 0 : sign
}
