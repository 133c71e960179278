import { CellCounts, type CountedCells } from './cell-counts.ts'
import { mayHaveThousands, parseDecimal } from './decimal.ts'

/** What the numbers among a column's cells have in common. */
export interface NumberFacts {
  readonly count: number
  readonly least: number
  readonly largest: number
  readonly all_whole: boolean
  /** Each is the one before plus 1. */
  readonly consecutive: boolean
  /** Each is above the one before: no two are the same. */
  readonly ascending: boolean
}

/** Takes a column's cells from top to bottom and tells numbers from the rest, at one decimal mark. */
export class NumberTally {
  readonly #decimal: '.' | ','
  readonly #other: '.' | ','
  readonly #others = new CellCounts()
  #count = 0
  #evidence = 0
  #least = Number.POSITIVE_INFINITY
  #largest = Number.NEGATIVE_INFINITY
  #last = Number.NaN
  #allWhole = true
  #consecutive = true
  #ascending = true

  constructor(decimal: '.' | ',') {
    this.#decimal = decimal
    this.#other = decimal === '.' ? ',' : '.'
  }

  add(text: string): void {
    const value = parseDecimal(text, this.#decimal)
    if (value === undefined || !Number.isFinite(value)) {
      if (this.#hasThousands(text)) this.#evidence++
      this.#others.add(text)
      return
    }
    if (text.includes(this.#decimal) && !mayHaveThousands(text, this.#decimal)) this.#evidence++
    this.#consecutive &&= this.#count === 0 || value === this.#last + 1
    this.#ascending &&= this.#count === 0 || value > this.#last
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
      ascending: this.#ascending,
    }
  }

  /**
   * Cells that speak for this decimal mark: a fraction that is no group of thousands, as `1,886` may be, or groups that
   * the other mark parts, as in `1,886,000`.
   */
  get evidence(): number {
    return this.#evidence
  }

  /** Whether the other mark can only stand between thousands. */
  #hasThousands(text: string): boolean {
    return mayHaveThousands(text, this.#other) && parseDecimal(text, this.#other) === undefined
  }

  /** Cells that are no finite number. */
  others(): CountedCells {
    return this.#others.finish()
  }
}
