/**
 * Characters that could act on a terminal or reverse what is read: C0 and C1 controls, halves of surrogate pairs,
 * zero-width and bidirectional marks (Unicode 15, PropList: Bidi_Control), line and paragraph separators.
 */
const UNSAFE = /[\p{Cc}\p{Cs}\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/gu
/** The same but for layout, which no terminal acts on. */
const UNSAFE_IN_LINES = new RegExp(`(?![\\n\\t])${UNSAFE.source}`, 'gu')
const MAX_SHOWN = 60

/** `text` with every control and bidirectional mark as `\uXXXX`, safe to print on one line. */
export function printable(text: string): string {
  return text.replace(UNSAFE, codeUnit)
}

/** The same of a text of many lines: its row ends and tabs stay. */
export function printableLines(text: string): string {
  return text.replace(UNSAFE_IN_LINES, codeUnit)
}

function codeUnit(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
}

/** `text` in double quotes, printable, cut after 60 characters. */
export function quoted(text: string): string {
  const shown = text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : text
  return `"${printable(shown)}"`
}

export type Path = readonly (string | number)[]

/** `grid.metric[1]` for `['grid', 'metric', 1]`. */
export function keyPath(path: Path): string {
  return path.reduce<string>((text, part) => {
    if (typeof part === 'number') return `${text}[${part}]`
    return text === '' ? printable(part) : `${text}.${printable(part)}`
  }, '')
}
