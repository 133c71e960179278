import { CellCounts, type CountedCells } from './cell-counts.ts'
import { type CellKind, cellKind, type DecimalMark, isNumber } from './cell-kind.ts'
import { mayHaveThousands } from './decimal.ts'
import { MISSING } from './missing.ts'
import { type NumberFacts, NumberTally } from './number-tally.ts'
import { isDateLike } from './profile-dates.ts'

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

/** Takes the cells of one column from top to bottom, in bounded memory: `limit` different texts of a kind. */
export class ColumnProfiler {
  readonly name: string
  readonly #missing: CellCounts<'missing'>
  readonly #values: CellCounts<CellKind>
  readonly #numbers = { '.': new NumberTally(), ',': new NumberTally() }
  readonly #evidence = { '.': 0, ',': 0 }
  #rows = 0
  #firstMissing: number | undefined

  constructor(name: string, limit: number) {
    this.name = name
    this.#missing = new CellCounts(limit)
    this.#values = new CellCounts(limit)
  }

  add(cell: string): void {
    const text = cell.trim()
    if (MISSING.has(text)) {
      this.#firstMissing ??= this.#rows
      this.#missing.add(text, 'missing')
    } else this.#addValue(text)
    this.#rows++
  }

  #addValue(text: string): void {
    const { kind, value } = cellKind(text)
    this.#values.add(text, kind)
    if (isNumber(kind, '.')) this.#numbers['.'].add(value)
    if (isNumber(kind, ',')) this.#numbers[','].add(value)
    if ((kind === '.' || kind === ',') && !mayHaveThousands(text, kind)) this.#evidence[kind]++
    if (kind === ', between thousands') this.#evidence['.']++
    if (kind === '. between thousands') this.#evidence[',']++
  }

  /**
   * Cells that speak for this decimal mark: a fraction that is no group of thousands, as `1,886` may be, or groups that
   * the other mark parts, as in `1,886,000`.
   */
  evidence(mark: DecimalMark): number {
    return this.#evidence[mark]
  }

  finish(mark: DecimalMark): ColumnProfile {
    const texts = this.#values.only(
      (kind) => !isNumber(kind, mark),
      (text) => cellKind(text).kind,
    )
    return {
      name: this.name,
      rows: this.#rows,
      missing: this.#missing.finish(),
      first_missing: this.#firstMissing,
      values: this.#values.finish(),
      numbers: this.#numbers[mark].finish(),
      texts,
      dates: texts.rows > 0 && [...texts.counts.keys()].every(isDateLike),
      other_mark: this.#otherMark(texts, mark === '.' ? ',' : '.'),
    }
  }

  #otherMark({ counts }: CountedCells, mark: DecimalMark): OtherMark | undefined {
    const thousands = `${mark} between thousands` as const
    const rows = this.#values.rows(mark) + this.#values.rows(thousands)
    if (rows === 0) return undefined
    const all = [...counts.keys()]
    const grouped = all.find((text) => mayHaveThousands(text, mark))
    const text = grouped ?? all.find((one) => cellKind(one).kind === mark) ?? ''
    return { mark, rows, text, thousands: grouped !== undefined }
  }
}
