/** Where a text must be refused, as far as that is certain beforehand. */
export class Refused extends Error {
  readonly line: number | undefined
  readonly column: number | undefined

  constructor(line?: number, column?: number) {
    super(`refused at ${line}:${column}`)
    this.line = line
    this.column = column
  }
}

export interface NaiveCell {
  readonly text: string
  /** Of its first character in the text. */
  readonly offset: number
}

/** UTF-8 without a byte order mark; throws what is none, or no text. */
export function naiveText(bytes: Buffer): string {
  if (bytes.includes(0)) throw new Refused()
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new Refused()
  }
}

/** The most frequent candidate of the first line that is not empty, outside of quotes. */
export function naiveDelimiter(text: string): ',' | ';' | '\t' {
  const bare = text.replace(/^[\r\n]+/, '').replaceAll(/"[^"]*("|$)/g, '')
  const header = bare.split(/[\r\n]/)[0]
  const count = (mark: string) => header.split(mark).length
  return ([',', ';', '\t'] as const).toSorted((a, b) => count(b) - count(a))[0]
}

/** The physical line of the character at `offset`, from 1. */
export function naiveLine(text: string, offset: number): number {
  return text.slice(0, offset).split(/\r\n|\r|\n/).length
}

/** Rows of cells as RFC 4180 has them, at any row end and without empty lines. */
export function* naiveRecords(text: string, delimiter: string): Generator<NaiveCell[]> {
  let i = 0
  while (i < text.length) {
    if (isEnd(text, i)) i++
    else {
      const cells: NaiveCell[] = []
      do {
        const cell = cellAt(text, cells.length === 0 ? i : i + 1, delimiter)
        if (cell === undefined)
          throw new Refused(naiveLine(text, cells.length === 0 ? i : i + 1), cells.length + 1)
        cells.push(cell)
        i = cell.end
      } while (text[i] === delimiter)
      yield cells
    }
  }
}

/** Undefined where quotes do not stand as they must. */
function cellAt(
  text: string,
  offset: number,
  delimiter: string,
): (NaiveCell & { readonly end: number }) | undefined {
  const isOver = (i: number) => isEnd(text, i) || text[i] === delimiter
  let end = offset
  if (text[offset] !== '"') {
    while (!isOver(end)) end++
    const bare = text.slice(offset, end)
    return bare.includes('"') ? undefined : { text: bare, offset, end }
  }
  for (end++; text[end] !== '"' || text[end + 1] === '"'; end++) {
    if (end >= text.length) return undefined
    if (text[end] === '"') end++
  }
  const inside = text.slice(offset + 1, end).replaceAll('""', '"')
  return isOver(end + 1) ? { text: inside, offset, end: end + 1 } : undefined
}

function isEnd(text: string, i: number): boolean {
  return i >= text.length || text[i] === '\n' || text[i] === '\r'
}
