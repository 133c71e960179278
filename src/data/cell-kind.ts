import { mayHaveThousands, parseDecimal } from './decimal.ts'

export type DecimalMark = '.' | ','

/**
 * What a cell may be: a number with either decimal mark, a number with this mark alone, none with either but one with
 * this mark between thousands (`1,886,000`), or none at all.
 */
export type CellKind = 'whole' | DecimalMark | `${DecimalMark} between thousands` | 'text'

export interface KnownCell {
  readonly kind: CellKind
  /** NaN where there is no finite number. */
  readonly value: number
}

const TEXT: KnownCell = { kind: 'text', value: Number.NaN }

export function cellKind(text: string): KnownCell {
  const hasComma = text.includes(',')
  const value = parseDecimal(text, hasComma ? ',' : '.')
  if (value !== undefined) {
    if (!Number.isFinite(value)) return TEXT
    if (hasComma) return { kind: ',', value }
    return { kind: text.includes('.') ? '.' : 'whole', value }
  }
  if (hasComma && mayHaveThousands(text, ',')) return { kind: ', between thousands', value: Number.NaN }
  if (mayHaveThousands(text, '.')) return { kind: '. between thousands', value: Number.NaN }
  return TEXT
}

/** Whether cells of a kind are numbers where this is the decimal mark. */
export function isNumber(kind: CellKind, mark: DecimalMark): boolean {
  return kind === 'whole' || kind === mark
}
