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

/** Takes a column's numbers from top to bottom. */
export class NumberTally {
  #count = 0
  #least = Number.POSITIVE_INFINITY
  #largest = Number.NEGATIVE_INFINITY
  #last = Number.NaN
  #allWhole = true
  #consecutive = true
  #ascending = true

  add(value: number): void {
    this.#consecutive &&= this.#count === 0 || value === this.#last + 1
    this.#ascending &&= this.#count === 0 || value > this.#last
    this.#count++
    this.#allWhole &&= Number.isInteger(value)
    this.#least = Math.min(this.#least, value)
    this.#largest = Math.max(this.#largest, value)
    this.#last = value
  }

  /** All zeros and no range where there is no number. */
  finish(): NumberFacts {
    return {
      count: this.#count,
      least: this.#least,
      largest: this.#largest,
      all_whole: this.#allWhole,
      consecutive: this.#consecutive && this.#allWhole,
      ascending: this.#ascending,
    }
  }
}
