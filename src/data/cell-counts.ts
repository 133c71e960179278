/** Different texts of a column that are counted one by one; of more it is only known that they are many. */
const MOST_COUNTED = 10_000

/** Of all columns of a table together, so that a wide one takes no more memory than a narrow one. */
const MOST_COUNTED_IN_TABLE = 300_000

/** Enough to tell how a column is used: at most 50 levels can be encoded. */
const LEAST_COUNTED = 60

/** How many different texts of each of these columns are counted. */
export function countedPerColumn(columns: number): number {
  return Math.min(MOST_COUNTED, Math.max(LEAST_COUNTED, Math.floor(MOST_COUNTED_IN_TABLE / columns)))
}

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

interface KindCount {
  rows: number
  different: number
  more: boolean
  repeated: boolean
}

/** Counts texts in bounded memory, however many rows there are; of each kind the same number. */
export class CellCounts<Kind extends string> {
  readonly #limit: number
  readonly #counts = new Map<string, number>()
  readonly #kinds = new Map<Kind, KindCount>()

  constructor(limit: number) {
    this.#limit = limit
  }

  add(text: string, kind: Kind): void {
    const found = this.#kind(kind)
    found.rows++
    const known = this.#counts.get(text)
    if (known !== undefined) found.repeated = true
    else if (found.different === this.#limit) {
      found.more = true
      return
    } else found.different++
    this.#counts.set(text, (known ?? 0) + 1)
  }

  rows(kind: Kind): number {
    return this.#kinds.get(kind)?.rows ?? 0
  }

  finish(): CountedCells {
    return this.#cells([...this.#kinds.keys()], this.#counts)
  }

  /** Those of some kinds alone. */
  only(isOne: (kind: Kind) => boolean, kindOf: (text: string) => Kind): CountedCells {
    const kinds = [...this.#kinds.keys()]
    const chosen = kinds.filter(isOne)
    if (chosen.length === kinds.length) return this.finish()
    if (chosen.length === 0) return this.#cells([], new Map())
    return this.#cells(chosen, new Map([...this.#counts].filter(([text]) => isOne(kindOf(text)))))
  }

  #kind(kind: Kind): KindCount {
    const known = this.#kinds.get(kind)
    if (known !== undefined) return known
    const made = { rows: 0, different: 0, more: false, repeated: false }
    this.#kinds.set(kind, made)
    return made
  }

  #cells(kinds: readonly Kind[], counts: ReadonlyMap<string, number>): CountedCells {
    const found = kinds.map((kind) => this.#kind(kind))
    return {
      rows: found.reduce((sum, { rows }) => sum + rows, 0),
      counts,
      more: found.some(({ more }) => more),
      repeated: found.some(({ repeated }) => repeated),
    }
  }
}
