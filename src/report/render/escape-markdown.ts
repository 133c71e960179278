import { escapeText } from './escape.ts'

/**
 * What GitHub Flavored Markdown (0.29) takes for markup within a line: emphasis, code, links, cells, HTML, entities,
 * mathematics; and its addresses and mentions, which no backslash prevents, so that an empty comment parts them.
 */
const MARKUP = /[\\`*[\]~$#|<>&@]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])|:(?=\/\/)|(?<=www)\./giu
const ENTITIES: Readonly<Record<string, string>> = { '\\': '&#92;', '<': '&lt;', '>': '&gt;', '&': '&amp;' }
const PARTED: Readonly<Record<string, string>> = { '@': '@<!-- -->', ':': ':<!-- -->', '.': '<!-- -->.' }

/** Text for the middle of a line or a cell: on one line, and shown letter by letter. */
export function escapeMarkdown(text: string): string {
  return escapeText(text)
    .trim()
    .replace(MARKUP, (found) => ENTITIES[found] ?? PARTED[found] ?? `\\${found}`)
}

/** Text that begins a line: nor can it become a list, a rule or the underline of a heading. */
export function escapeMarkdownLine(text: string): string {
  return escapeMarkdown(text)
    .replace(/^[-+=]/u, '\\$&')
    .replace(/^(\d+)([.)])/u, '$1\\$2')
}
