import { lstatSync, realpathSync, statSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { namingFile } from '../data/naming-file.ts'
import { removeLeft, writeNew, writeWhole } from '../data/temporary.ts'

/**
 * Writes a study as a whole or not at all. Without `force` whatever is there already stays and is an `EEXIST` of the
 * system; with it, a file is replaced where its links lead to.
 */
export function writeStudyFile(out: string, text: string, force: boolean): void {
  const write = (temporary: string) => writeFileSync(temporary, text, { flag: 'wx', flush: true })
  const isThere = lstatSync(out, { throwIfNoEntry: false }) !== undefined
  removeLeft(dirname(out))
  if (!force || !isThere) writeNew(out, write)
  else if (statSync(out, { throwIfNoEntry: false })?.isFile() === true) writeWhole(realpathSync(out), write)
  // A device or pipe must not be replaced, and a link to nowhere leads to its file.
  else namingFile(out, () => writeFileSync(out, text))
}
