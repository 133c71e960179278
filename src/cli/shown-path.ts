import { sep } from 'node:path'

/** A sentence with the absolute paths below `cwd` in it written from there, as the user would type them. */
export function pathsFromHere(text: string, cwd: string): string {
  if (cwd === sep) return text
  return text
    .split(`${cwd}${sep}`)
    .reduce((before, after) => `${before}${isInsidePath(before) ? `${cwd}${sep}` : ''}${after}`)
}

/** Whether a path is still going on where the text ends, so that what follows does not begin one. */
function isInsidePath(text: string): boolean {
  return /[\w.~/-]$/.test(text)
}
