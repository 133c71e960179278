import { compareCodePoints } from './code-points.ts'
import type { Column } from './dataset.ts'
import { isInfiniteWord, parseDecimal } from './decimal.ts'
import { GrowingFloat64, GrowingInt32 } from './growing-array.ts'

/** One-hot encoding more levels than this says that the column identifies rows rather than describes them. */
export const MAX_LEVELS = 50

export interface CellPlace {
  /** Data row, counted from 0. */
  readonly row: number
  readonly text: string
}

/** Why a column cannot be used; worded by the reader, which knows where the cells lie. */
export type ColumnProblem =
  | {
      readonly code: 'mixed'
      readonly cell: CellPlace
      readonly numericBefore: number
      readonly numericRows: number
    }
  | { readonly code: 'infinite'; readonly cell: CellPlace }
  | { readonly code: 'too-many-levels'; readonly cell: CellPlace }
  | { readonly code: 'empty' }

export type ColumnKindChoice = 'detect' | 'categorical'

/** Takes the cells of one column from top to bottom and decides what the column is. */
export class ColumnBuilder {
  readonly name: string
  readonly #choice: ColumnKindChoice
  readonly #decimal: '.' | ','
  /** Of the rows before the first text: a column with a text is never numeric. */
  readonly #values = new GrowingFloat64()
  /** Of all rows, from the first text on. */
  #codes: GrowingInt32 | undefined
  readonly #levels = new Map<string, number>()
  #rows = 0
  #numericRows = 0
  #numericBeforeText = 0
  #firstText: CellPlace | undefined
  #firstInfinite: CellPlace | undefined
  #firstLevelTooMany: CellPlace | undefined

  constructor(name: string, choice: ColumnKindChoice, decimal: '.' | ',') {
    this.name = name
    this.#choice = choice
    this.#decimal = decimal
  }

  /** `text` is undefined where the cell is missing. */
  add(text: string | undefined): void {
    const value =
      text === undefined || this.#choice === 'categorical' ? undefined : parseDecimal(text, this.#decimal)
    if (text === undefined) this.#push(Number.NaN)
    else if (value !== undefined && Number.isFinite(value)) {
      this.#numericRows++
      this.#push(value)
    } else this.#addText(text, value !== undefined || isInfiniteWord(text))
    this.#rows++
  }

  #addText(text: string, isInfinite: boolean): void {
    const cell = { row: this.#rows, text }
    if (isInfinite) this.#firstInfinite ??= cell
    else if (this.#firstText === undefined) {
      this.#firstText = cell
      this.#numericBeforeText = this.#numericRows
    }
    this.#codes ??= this.#missingCodes()
    this.#codes.push(this.#levelOf(cell))
  }

  /** The column, or why there is none. */
  finish(): Column | ColumnProblem {
    if (this.#numericRows + this.#levels.size === 0) return { code: 'empty' }
    const isCategorical =
      this.#choice === 'categorical' || (this.#numericRows === 0 && this.#firstText !== undefined)
    if (isCategorical) {
      if (this.#firstLevelTooMany) return { code: 'too-many-levels', cell: this.#firstLevelTooMany }
      return this.#categorical()
    }
    if (this.#firstText) return this.#mixed(this.#firstText)
    if (this.#firstInfinite) return { code: 'infinite', cell: this.#firstInfinite }
    return { kind: 'numeric', name: this.name, values: this.#values.take() }
  }

  #push(value: number): void {
    if (this.#codes === undefined) this.#values.push(value)
    else this.#codes.push(-1)
  }

  /** A missing cell for each row so far; their numbers are not needed any more. */
  #missingCodes(): GrowingInt32 {
    const codes = new GrowingInt32()
    for (const _ of this.#values.take()) codes.push(-1)
    return codes
  }

  #levelOf(cell: CellPlace): number {
    const known = this.#levels.get(cell.text)
    if (known !== undefined) return known
    if (this.#levels.size === MAX_LEVELS) {
      this.#firstLevelTooMany ??= cell
      return -1
    }
    this.#levels.set(cell.text, this.#levels.size)
    return this.#levels.size - 1
  }

  #mixed(cell: CellPlace): ColumnProblem {
    return { code: 'mixed', cell, numericBefore: this.#numericBeforeText, numericRows: this.#numericRows }
  }

  #categorical(): Column {
    const found = [...this.#levels.keys()]
    const levels = found.toSorted(compareCodePoints)
    const place = new Map(levels.map((level, code) => [level, code]))
    const order = found.map((level) => place.get(level) ?? -1)
    const codes = this.#codes?.take().map((code) => (code < 0 ? -1 : order[code])) ?? new Int32Array(0)
    return { kind: 'categorical', name: this.name, levels, codes }
  }
}
