import type { Range } from './range.ts'

/** A number as it is printed; its digits say how exact it is. */
export interface Printed extends Range {
  /** As written. */
  readonly text: string
  /** The printed number itself; the bound of one that is only bounded. */
  readonly value: number
}

/** What may be written where a number is printed: `0.7840`, `<0.001`, `1,845.2`, `+0.64 %`, `4e-6`. */
export const PRINTED =
  /^([<>]?)\s*([-+−]?)(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d*))?(?:[eE]([-+−]?\d{1,3}))?\s*(%?)$/

/**
 * The numbers that a printed one may stand for: half a unit of its last digit to either side, ends included, since who
 * rounds ties up and who rounds them to even print the same text. `<0.001` is anything up to 0.001: a bound is
 * chosen, not rounded.
 * Throws RangeError for a text that `PRINTED` refuses.
 */
export function printed(text: string): Printed {
  const found = PRINTED.exec(text.trim())
  if (found === null) throw new RangeError(`${text} is no printed number`)
  const [, bound, sign, whole, decimals = '', power = '0', percent] = found
  const exponent = Number(power.replace('−', '-')) - decimals.length - (percent === '%' ? 2 : 0)
  const digits = Number(`${whole.replaceAll(',', '')}${decimals}`) * (sign === '-' || sign === '−' ? -1 : 1)
  const ends = { low: scaled(digits - 0.5, exponent), high: scaled(digits + 0.5, exponent) }
  const value = scaled(digits, exponent)
  if (bound === '<') return { text, value, low: -Infinity, high: value }
  if (bound === '>') return { text, value, low: value, high: Infinity }
  return { text, value, ...ends }
}

/** digits × 10^exponent, rounded once. */
function scaled(digits: number, exponent: number): number {
  return Number(`${digits}e${exponent}`)
}
