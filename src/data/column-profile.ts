import { CellCounts, type CountedCells } from './cell-counts.ts'
import { mayHaveThousands, parseDecimal } from './decimal.ts'
import { MISSING } from './missing.ts'
import { type NumberFacts, NumberTally } from './number-tally.ts'
import { isDateLike } from './profile-dates.ts'

export type DecimalMark = '.' | ','

/** What one column of a table holds, as it stands: nothing declared missing, categorical or dropped yet. */
export interface ColumnProfile {
  readonly name: string
  readonly rows: number
  /** The cells that mean "missing" in every dataset, by how they are written. */
  readonly missing: CountedCells
  /** The first row, from 0, without a value. */
  readonly first_missing: number | undefined
  /** All cells with a value. */
  readonly values: CountedCells
  readonly numbers: NumberFacts
  /** Cells with a value that is no finite number. */
  readonly texts: CountedCells
  /** Whether each of them reads like a date. */
  readonly dates: boolean
  /** Those of them that are numbers if the other mark is the decimal one, or stands between thousands. */
  readonly other_mark: OtherMark | undefined
}

export interface OtherMark {
  readonly mark: DecimalMark
  readonly rows: number
  /** The first of them; one that may have thousands where there is one. */
  readonly text: string
  /** Whether the mark may stand between the thousands of `text`. */
  readonly thousands: boolean
}

/** Takes the cells of one column from top to bottom, in bounded memory. */
export class ColumnProfiler {
  readonly name: string
  readonly #missing = new CellCounts()
  readonly #values = new CellCounts()
  readonly #tallies = { '.': new NumberTally('.'), ',': new NumberTally(',') }
  #rows = 0
  #firstMissing: number | undefined

  constructor(name: string) {
    this.name = name
  }

  add(cell: string): void {
    const text = cell.trim()
    if (MISSING.has(text)) {
      this.#firstMissing ??= this.#rows
      this.#missing.add(text)
    } else {
      this.#values.add(text)
      this.#tallies['.'].add(text)
      this.#tallies[','].add(text)
    }
    this.#rows++
  }

  /** Cells that speak for this decimal mark. */
  evidence(mark: DecimalMark): number {
    return this.#tallies[mark].evidence
  }

  finish(mark: DecimalMark): ColumnProfile {
    const texts = this.#tallies[mark].others()
    return {
      name: this.name,
      rows: this.#rows,
      missing: this.#missing.finish(),
      first_missing: this.#firstMissing,
      values: this.#values.finish(),
      numbers: this.#tallies[mark].numbers(),
      texts,
      dates: texts.rows > 0 && [...texts.counts.keys()].every(isDateLike),
      other_mark: otherMark(texts, mark === '.' ? ',' : '.'),
    }
  }
}

function otherMark({ counts }: CountedCells, mark: DecimalMark): OtherMark | undefined {
  const found = [...counts].filter(
    ([text]) => parseDecimal(text, mark) !== undefined || mayHaveThousands(text, mark),
  )
  if (found.length === 0) return undefined
  const grouped = found.find(([text]) => mayHaveThousands(text, mark))
  const [text] = grouped ?? found[0]
  const rows = found.reduce((sum, [, count]) => sum + count, 0)
  return { mark, rows, text, thousands: grouped !== undefined }
}
