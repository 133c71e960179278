import type { Cell } from '../table.ts'

const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹'

/** Numbers notes in the order they are met; the same sentence keeps its number. */
export class Footnotes {
  readonly #numbers = new Map<string, number>()

  /** The mark to print after a cell: `²`, or nothing where the cell needs no note. */
  mark(cell: Cell): string {
    const note = cell.kind === 'missing' ? (cell.footnote === 'shown' ? cell.reason : undefined) : cell.note
    if (note === undefined) return ''
    const number = this.#numbers.get(note) ?? this.#numbers.size + 1
    this.#numbers.set(note, number)
    return superscript(number)
  }

  /** Mark and sentence, in order. */
  list(): { mark: string; note: string }[] {
    return [...this.#numbers].map(([note, number]) => ({ mark: superscript(number), note }))
  }
}

function superscript(number: number): string {
  return [...String(number)].map((digit) => SUPERSCRIPTS[Number(digit)]).join('')
}
