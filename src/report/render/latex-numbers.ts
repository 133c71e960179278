import { escapeLatex } from './escape-latex.ts'

/** A number as `format-number.ts` writes it: sign or bound, digits, decimals, a power of ten, a unit. */
const NUMBER = /^(<?)([+−]?)(\d[\d,]*)(?:\.(\d+))?(?:e([+-]?\d+))?(?: ?([^\d\s]\S*))?$/u

interface Parts {
  readonly decimals: string
  readonly exponent: string | undefined
  readonly unit: string
}

/** Cells of a column of numbers in LaTeX, and the unit that stands in its header because all of them have it. */
export interface LatexNumbers {
  readonly cells: readonly string[]
  readonly unit: string | undefined
  /** Letters that the widest cell takes, filling included. */
  readonly width: number
}

/**
 * Numbers whose decimal points stand below each other in a right-aligned column, without a package: what a number lacks
 * in decimals is filled with as much space. A unit that all share moves to the header; where units differ, the numbers
 * are aligned at their ends.
 */
export function latexNumbers(texts: readonly string[]): LatexNumbers {
  const parts = texts.map(partsOf)
  const units = new Set(parts.flatMap((one) => (one === undefined ? [] : [one.unit])))
  const [unit] = units.size === 1 ? units : []
  const most = largest(parts.map((one) => one?.decimals.length ?? 0))
  const made = texts.map((text, i) =>
    latexCell(text, parts[i], unit === undefined ? undefined : { unit, most }),
  )
  return {
    cells: made.map(({ cell }) => cell),
    width: largest(made.map(({ width }) => width)),
    unit: unit === '' ? undefined : unit,
  }
}

/** Letters that a power of ten takes beyond those of `e-8`. */
const POWER_LETTERS = 1

function latexCell(
  text: string,
  parts: Parts | undefined,
  shared: { readonly unit: string; readonly most: number } | undefined,
): { readonly cell: string; readonly width: number } {
  if (parts === undefined) return { cell: escapeLatex(text), width: text.length }
  const digits =
    shared === undefined || shared.unit === '' ? text : text.slice(0, -shared.unit.length).trimEnd()
  if (parts.exponent !== undefined) return { cell: latexNumber(digits), width: digits.length + POWER_LETTERS }
  const filling = shared === undefined ? '' : fillingTo(shared.most, parts.decimals.length)
  return { cell: latexNumber(digits) + phantom(filling), width: digits.length + filling.length }
}

function partsOf(text: string): Parts | undefined {
  const found = NUMBER.exec(text)
  if (found === null) return undefined
  const [, , , , decimals = '', exponent, unit = ''] = found
  return { decimals, exponent, unit }
}

/** The digits that a number lacks, with the point where it has none. */
function fillingTo(most: number, decimals: number): string {
  if (decimals === most) return ''
  return (decimals === 0 ? '.' : '') + '0'.repeat(most - decimals)
}

function phantom(filling: string): string {
  return filling === '' ? '' : `\\phantom{${filling}}`
}

/** `1.2e-5` as 1.2 × 10⁻⁵, and `<1e-8` as < 10⁻⁸. */
function latexNumber(text: string): string {
  const found = /^(<?)(.*)e([+-]?\d+)(.*)$/u.exec(text)
  if (found === null) return escapeLatex(text)
  const [, bound, mantissa, exponent, rest] = found
  const power = `$10^{${Number(exponent)}}$`
  const factor = mantissa === '1' ? '' : `${escapeLatex(mantissa)}\\,$\\times$\\,`
  return `${bound === '' ? '' : '$<$\\,'}${factor}${power}${escapeLatex(rest)}`
}

function largest(values: readonly number[]): number {
  return values.reduce((a, b) => Math.max(a, b), 0)
}
