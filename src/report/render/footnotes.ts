import type { Cell } from '../table.ts'

const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹'

/** The sentence below the table that a cell needs, or undefined where it needs none. */
export function footnoteOf(cell: Cell): string | undefined {
  if (cell.kind !== 'missing') return cell.note
  return cell.footnote === 'shown' ? cell.reason : undefined
}

/** Numbers notes in the order they are met; the same sentence keeps its number. */
export class Footnotes {
  readonly #numbers = new Map<string, number>()

  /** The number of a cell's note, or undefined where the cell needs none. */
  number(cell: Cell): number | undefined {
    const note = footnoteOf(cell)
    if (note === undefined) return undefined
    const number = this.#numbers.get(note) ?? this.#numbers.size + 1
    this.#numbers.set(note, number)
    return number
  }

  /** The mark to print after a cell: `²`, or nothing where the cell needs no note. */
  mark(cell: Cell): string {
    const number = this.number(cell)
    return number === undefined ? '' : superscript(number)
  }

  /** Number, mark and sentence, in order. */
  list(): { number: number; mark: string; note: string }[] {
    return [...this.#numbers].map(([note, number]) => ({ number, mark: superscript(number), note }))
  }
}

function superscript(number: number): string {
  return [...String(number)].map((digit) => SUPERSCRIPTS[Number(digit)]).join('')
}
