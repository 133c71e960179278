import { parse } from 'yaml'
import { printable } from './printable.ts'

/** A text as YAML reads it back, in quotes wherever any reader could take it for something else. */
export function yamlText(text: string): string {
  return isPlain(text) ? text : printable(JSON.stringify(text))
}

/** Names as a list in one line of YAML: `[a, "b, c"]`. */
export function yamlList(names: readonly string[]): string {
  return `[${names.map(yamlText).join(', ')}]`
}

/** A path or a name without blanks, that YAML 1.1, which knows `yes` and `1:30`, reads as text too. */
function isPlain(text: string): boolean {
  if (!/^[A-Za-z./][\w./-]*$/.test(text)) return false
  return parse(text) === text && parse(text, { version: '1.1' }) === text
}
