import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Writes a CSV file of 120 rows in overlapping clouds, with what tables of users carry beside: an identifier, gaps. */
export function writeTable(
  folder: string,
  file: string,
  { delimiter = ',', decimal = '.', end = '\n', head = '', labels = ['no', 'yes'] }: TableStyle = {},
): void {
  const lines = [['id', 'a', 'b', 'city', 'label'], ...rows(decimal, labels)].map((cells) =>
    cells.join(delimiter),
  )
  writeFileSync(join(folder, file), head + lines.map((line) => line + end).join(''))
}

interface TableStyle {
  readonly delimiter?: string
  readonly decimal?: string
  readonly end?: string
  /** Before the first byte of the header. */
  readonly head?: string
  readonly labels?: readonly string[]
}

function rows(decimal: string, labels: readonly string[]): string[][] {
  return Array.from({ length: 120 }, (_, row) => {
    const code = row % labels.length
    const number = (factor: number) => String(((row * factor) % 37) / 4 + code).replace('.', decimal)
    const gap = row % 11 === 0 ? 'n/a' : number(5)
    return [String(row + 1), number(7), gap, ['Ulm', 'Rom'][row % 2], labels[code]]
  })
}
