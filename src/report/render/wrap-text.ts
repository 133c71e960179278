import { stripVTControlCharacters } from 'node:util'

/** Where a text may be broken: at spaces alone, or after hyphens too (`at-last`: once there is no other way). */
export type Breaks = 'spaces' | 'hyphens' | 'hyphens-at-last'

/** Lines of at most `width` columns; a longer word keeps its line to itself. */
export function wrapText(text: string, width: number, breaks: Breaks = 'spaces'): string[] {
  const lines: string[] = []
  let line = ''
  for (const piece of wordsOf(text, breaks)) {
    if (line !== '' && displayWidth(line + piece.trimEnd()) > width) {
      lines.push(line.trimEnd())
      line = piece
    } else line += piece
  }
  return [...lines, line] // its end may be padding that aligns a column
}

/** A number stays with its unit and with the other end of its interval; `× as` begins no line in its middle. */
const AT_SPACES = /(?<=(?<![–×]) )(?![%–])/u
const AT_HYPHENS = /(?<=(?<![–×]) )(?![%–])|(?<=\p{L}-)(?=\p{L})/u

/** The pieces that stay whole, each with the space that ends it. */
export function wordsOf(text: string, breaks: Breaks): string[] {
  return text.split(breaks === 'spaces' ? AT_SPACES : AT_HYPHENS)
}

/** `text` wrapped to `width`, its first line after `first`, the others indented as far. */
export function hangingText(first: string, text: string, width: number): string {
  const indent = ' '.repeat(displayWidth(first))
  return wrapText(text, Math.max(20, width - indent.length))
    .map((line, index) => (index === 0 ? first : indent) + line)
    .join('\n')
}

/** Terminal columns that `text` takes; combining marks take none, wide East Asian letters two. */
export function displayWidth(text: string): number {
  if (/^[ -~]*$/.test(text)) return text.length
  let width = 0
  for (const character of stripVTControlCharacters(text)) width += characterWidth(character)
  return width
}

/** Unicode 15 East Asian Width W and F, in the coarse ranges terminals agree on. */
const WIDE =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u
const COMBINING = /\p{Mn}|\p{Me}/u

function characterWidth(character: string): number {
  if (COMBINING.test(character)) return 0
  return WIDE.test(character) ? 2 : 1
}
