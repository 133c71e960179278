import { CellCounts, type CountedCells } from './cell-counts.ts'
import { parseDecimal } from './decimal.ts'

/** What the numbers among a column's cells have in common. */
export interface NumberFacts {
  readonly count: number
  readonly least: number
  readonly largest: number
  readonly all_whole: boolean
  /** Each is the one before plus 1. */
  readonly consecutive: boolean
  /** Those that show their decimal mark. */
  readonly fractions: number
}

/** Takes a column's cells from top to bottom and tells numbers from the rest, at one decimal mark. */
export class NumberTally {
  readonly #decimal: '.' | ','
  readonly #others = new CellCounts()
  #count = 0
  #fractions = 0
  #least = Number.POSITIVE_INFINITY
  #largest = Number.NEGATIVE_INFINITY
  #last = Number.NaN
  #allWhole = true
  #consecutive = true

  constructor(decimal: '.' | ',') {
    this.#decimal = decimal
  }

  add(text: string): void {
    const value = parseDecimal(text, this.#decimal)
    if (value === undefined || !Number.isFinite(value)) {
      this.#others.add(text)
      return
    }
    if (text.includes(this.#decimal)) this.#fractions++
    this.#consecutive &&= this.#count === 0 || value === this.#last + 1
    this.#count++
    this.#allWhole &&= Number.isInteger(value)
    this.#least = Math.min(this.#least, value)
    this.#largest = Math.max(this.#largest, value)
    this.#last = value
  }

  /** All zeros and no range where there is no number. */
  numbers(): NumberFacts {
    return {
      count: this.#count,
      least: this.#least,
      largest: this.#largest,
      all_whole: this.#allWhole,
      consecutive: this.#consecutive && this.#allWhole,
      fractions: this.#fractions,
    }
  }

  /** Cells that are no finite number. */
  others(): CountedCells {
    return this.#others.finish()
  }
}
