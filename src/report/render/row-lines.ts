import { displayWidth } from './wrap-text.ts'

/** How a column is drawn. */
export interface DrawnColumn {
  /** In terminal columns; no line of its cells is wider. */
  readonly width: number
  readonly alignment: 'left' | 'right'
}

/** The lines of one row, whose cells may have several, with `gap` spaces between its columns. */
export function rowLines(cells: readonly string[], columns: readonly DrawnColumn[], gap: number): string[] {
  const lines = cells.map((cell) => cell.split('\n'))
  const height = lines.reduce((most, { length }) => Math.max(most, length), 0)
  const between = ' '.repeat(gap)
  return Array.from({ length: height }, (_, at) =>
    lines.map((ofCell, i) => padded(ofCell[at] ?? '', columns[i])).join(between),
  )
}

function padded(text: string, { width, alignment }: DrawnColumn): string {
  const space = ' '.repeat(Math.max(0, width - displayWidth(text)))
  return alignment === 'right' ? space + text : text + space
}
