/**
 * Where a cell lies in the file. Positions are needed only when something is wrong, so nothing is counted while
 * reading: the text before the place is walked again, part by part; no part ends between CR and LF. `line` is the
 * physical line of the cell's first character, `column` the number of the cell in its row; both count from 1.
 */
export interface CellPosition {
  readonly line: number
  readonly column: number
}

const CARRIAGE_RETURN = 0x0d
const LINE_FEED = 0x0a
const QUOTE = 0x22

interface CellStart extends CellPosition {
  readonly record: number
  readonly offset: number
}

/** The place of a cell; `record` 0 is the header, empty lines are no records, `field` counts from 0. */
export function cellPosition(
  text: Iterable<Buffer>,
  delimiter: string,
  record: number,
  field: number,
): CellPosition {
  let found: CellStart | undefined
  for (const cell of cellStarts(text, delimiter)) {
    if (cell.record > record) break
    found = cell
    // Going on would lead through all of a quote that is never closed.
    if (cell.record === record && cell.column > field) break
  }
  return { line: found?.line ?? 1, column: field + 1 }
}

/** The cell that holds the byte at `offset`, with the physical line of that byte. */
export function cellAtOffset(text: Iterable<Buffer>, delimiter: string, offset: number): CellPosition {
  let column = 1
  for (const cell of cellStarts(text, delimiter)) {
    if (cell.offset > offset) break
    column = cell.column
  }
  return { line: lineAtOffset(text, offset), column }
}

function lineAtOffset(text: Iterable<Buffer>, offset: number): number {
  let line = 1
  let before = 0
  for (const part of text) {
    for (let i = 0; i < part.length; i++) {
      if (before + i >= offset) return line
      if (isLineEnd(part, i)) line++
    }
    before += part.length
  }
  return line
}

/** Whether a line ends with the byte at i: LF, or a CR that no LF follows (of CRLF, the LF). */
function isLineEnd(text: Buffer, i: number): boolean {
  return text[i] === LINE_FEED || (text[i] === CARRIAGE_RETURN && text[i + 1] !== LINE_FEED)
}

function* cellStarts(text: Iterable<Buffer>, delimiter: string): Generator<CellStart> {
  const separator = delimiter.charCodeAt(0)
  let line = 1
  let record = 0
  let column = 0
  let quoted = false
  let before = 0
  for (const part of text) {
    for (let i = 0; i < part.length; i++) {
      const isReturn = part[i] === CARRIAGE_RETURN && part[i + 1] === LINE_FEED
      if (column === 0 && !isReturn && !isLineEnd(part, i)) {
        column = 1
        yield { line, record, column, offset: before + i }
      }
      if (part[i] === QUOTE) quoted = !quoted
      else if (part[i] === separator && !quoted) {
        column++
        yield { line, record, column, offset: before + i + 1 }
      } else if (isLineEnd(part, i)) {
        line++
        if (!quoted && column > 0) {
          record++
          column = 0
        }
      }
    }
    before += part.length
  }
}
