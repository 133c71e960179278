/** What a column would like and what it can live with, in terminal columns. */
export interface ColumnWidth {
  readonly natural: number
  /** Text wraps down to its longest word; a number is never cut. */
  readonly least: number
  /** The same once names and titles may be broken too. */
  readonly tight: number
  readonly priority: number
}

export interface Fit {
  /** Width of each shown column, by its index in the input, ascending. */
  readonly widths: ReadonlyMap<number, number>
  readonly dropped: readonly number[]
  /** Spaces between columns: 2, or 1 where that saves a column of priority 1. */
  readonly gap: number
  /** Columns of the terminal that all of them fit into. */
  readonly whole_width: number
}

const WIDE_GAP = 2
const NARROW_GAP = 1

/**
 * Fits columns into `width`: wraps text first, then drops columns (the highest priority number first, the last
 * of equals); before one of priority 1 goes, it moves the rest closer together and then breaks names and titles. Columns of
 * priority 0 stay even if they do not fit.
 */
export function fitColumns(columns: readonly ColumnWidth[], width: number): Fit {
  let shown = columns.map((column, index) => ({ ...column, index }))
  let gap = WIDE_GAP
  while (leastWidth(shown, gap) > width) {
    const worst = shown.reduce((a, b) => (b.priority >= a.priority ? b : a))
    if (worst.priority <= 1 && gap > NARROW_GAP) gap = NARROW_GAP
    else if (worst.priority <= 1 && canBeTight(shown, width - gap * (shown.length - 1)))
      shown = shown.map((column) => ({ ...column, least: column.tight }))
    else if (worst.priority === 0) break
    else shown = shown.filter((column) => column !== worst)
  }
  const widths = wrapWidest(shown, width - gap * (shown.length - 1))
  const dropped = columns.map((_, index) => index).filter((index) => !widths.has(index))
  return { widths, gap, dropped, whole_width: leastWidth(columns, WIDE_GAP) }
}

/** Whether breaking names and titles helps: it is not done where a column goes all the same. */
function canBeTight(columns: readonly ColumnWidth[], width: number): boolean {
  return (
    columns.some(({ least, tight }) => tight < least) && sumOf(columns.map(({ tight }) => tight)) <= width
  )
}

function leastWidth(columns: readonly ColumnWidth[], gap: number): number {
  return sumOf(columns.map(({ least }) => least + gap)) - gap
}

/** Takes columns from the widest text, one at a time, until the line fits. */
function wrapWidest(
  columns: readonly (ColumnWidth & { index: number })[],
  width: number,
): Map<number, number> {
  const widths = new Map(columns.map(({ index, natural }) => [index, natural]))
  const widthOf = ({ index }: { index: number }) => widths.get(index) ?? 0
  for (let excess = sumOf([...widths.values()]) - width; excess > 0; excess--) {
    const wrappable = columns.filter((column) => widthOf(column) > column.least)
    if (wrappable.length === 0) break
    const widest = wrappable.reduce((a, b) => (widthOf(b) > widthOf(a) ? b : a))
    widths.set(widest.index, widthOf(widest) - 1)
  }
  return widths
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0)
}
