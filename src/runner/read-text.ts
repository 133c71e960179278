import { readFileSync } from 'node:fs'

/** The text of one of the kernel's files, empty where it is missing or not to be read. */
export function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}
