/** What a column would like and what it can live with, in terminal columns. */
export interface ColumnWidth {
  readonly natural: number
  /** Text wraps down to its longest word; a number is never cut. */
  readonly least: number
  readonly priority: number
}

export interface Fit {
  /** Width of each shown column, by its index in the input. */
  readonly widths: ReadonlyMap<number, number>
  readonly dropped: readonly number[]
}

/**
 * Fits columns with `gap` between them into `width`: wraps text first, then drops the column of the
 * highest priority number, the last of equals; columns of priority 0 stay even if they do not fit.
 */
export function fitColumns(columns: readonly ColumnWidth[], width: number, gap: number): Fit {
  const shown = columns.map((column, index) => ({ ...column, index }))
  const dropped: number[] = []
  const sum = (key: 'natural' | 'least') => shown.reduce((total, column) => total + column[key] + gap, -gap)
  while (sum('least') > width) {
    const droppable = shown.filter(({ priority }) => priority > 0)
    if (droppable.length === 0) break
    const worst = droppable.reduce((a, b) => (b.priority >= a.priority ? b : a))
    shown.splice(shown.indexOf(worst), 1)
    dropped.push(worst.index)
  }
  return {
    widths: wrapWidest(shown, width - gap * (shown.length - 1)),
    dropped: dropped.sort((a, b) => a - b),
  }
}

/** Takes columns from the widest text, one at a time, until the line fits. */
function wrapWidest(
  columns: readonly (ColumnWidth & { index: number })[],
  width: number,
): Map<number, number> {
  const widths = new Map(columns.map(({ index, natural }) => [index, natural]))
  let excess = columns.reduce((total, { natural }) => total + natural, 0) - width
  const widthOf = (column: { index: number }) => widths.get(column.index) ?? 0
  for (; excess > 0; excess--) {
    const wrappable = columns.filter((column) => widthOf(column) > column.least)
    if (wrappable.length === 0) break
    const widest = wrappable.reduce((a, b) => (widthOf(b) > widthOf(a) ? b : a))
    widths.set(widest.index, widthOf(widest) - 1)
  }
  return widths
}
