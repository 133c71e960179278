import { parseDecimal } from '../data/decimal.ts'
import type { Printed } from './source.ts'

export type DecimalMark = '.' | ','

/** Digits that are only there because every double was printed whole carry no rounding to speak of. */
const WHOLE_DIGITS = 12

const MISSING: readonly string[] = ['', 'nan', 'na', 'n/a', 'null', 'none', '-', '–']

/** Whether a cell says that there is no number. */
export function isNoNumber(text: string): boolean {
  return MISSING.includes(text.trim().toLowerCase())
}

/**
 * A number as people print scores: `0.931`, `0,931`, `93.1 %` (a share), `0.931 ± 0.02` (the first, the spread is left
 * out). Undefined for any other text.
 */
export function printedNumber(text: string, mark: DecimalMark): Printed | undefined {
  const [mean, ...spread] = text.split(/±|\+\/-|\+-/).map((part) => part.trim())
  if (spread.length > 1 || (spread.length === 1 && plainNumber(spread[0], mark) === undefined))
    return undefined
  const isPercent = text.includes('%')
  const read = plainNumber(mean, mark)
  if (read === undefined || !isPercent) return read
  return { value: read.value / 100, half_unit: read.half_unit / 100 }
}

function plainNumber(text: string, mark: DecimalMark): Printed | undefined {
  const digits = text.endsWith('%') ? text.slice(0, -1).trimEnd() : text
  const value = parseDecimal(digits, mark)
  return value === undefined ? undefined : { value, half_unit: halfUnit(digits) }
}

function halfUnit(text: string): number {
  const [mantissa, exponent = '0'] = text.toLowerCase().split('e')
  const significant = mantissa.replace(/\D/g, '').replace(/^0+/, '')
  if (significant.length >= WHOLE_DIGITS) return 0
  const [, fraction = ''] = mantissa.split(/[.,]/)
  return 0.5 * 10 ** (Number(exponent) - fraction.length)
}

/** A comma where that alone makes numbers of the cells, else a point. */
export function decimalMark(cells: readonly string[]): DecimalMark {
  const readable = (mark: DecimalMark) =>
    cells.filter((cell) => printedNumber(cell, mark) !== undefined).length
  return readable(',') > readable('.') ? ',' : '.'
}
