/** Different texts that are counted one by one; of a column with more it is only known that they are many. */
export const MOST_COUNTED = 10_000

export interface CountedCells {
  /** All cells. */
  readonly rows: number
  /** How often each text occurs, in the order of its first row. */
  readonly counts: ReadonlyMap<string, number>
  /** Whether there are more different texts than `counts` holds. */
  readonly more: boolean
  /** Whether some text in `counts` occurs twice. */
  readonly repeated: boolean
}

/** Counts texts in bounded memory, however many rows there are. */
export class CellCounts {
  readonly #counts = new Map<string, number>()
  #rows = 0
  #more = false
  #repeated = false

  add(text: string): void {
    this.#rows++
    const known = this.#counts.get(text)
    if (known !== undefined) this.#repeated = true
    else if (this.#counts.size === MOST_COUNTED) {
      this.#more = true
      return
    }
    this.#counts.set(text, (known ?? 0) + 1)
  }

  finish(): CountedCells {
    return { rows: this.#rows, counts: this.#counts, more: this.#more, repeated: this.#repeated }
  }
}
