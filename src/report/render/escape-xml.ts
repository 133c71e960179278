import { escapeText } from './escape.ts'

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** Text for an element or a quoted attribute of HTML or SVG: on one line, and shown letter by letter. */
export function escapeXml(text: string): string {
  return escapeText(text).replace(/[&<>"']/g, (found) => ENTITIES[found])
}
