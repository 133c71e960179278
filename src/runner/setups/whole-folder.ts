import { renameSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { makeFolder } from '../../data/make-folder.ts'
import { removeLeft, removeTree, temporaryName } from '../../data/temporary.ts'

/**
 * Lets `fill` make a setup's folder under a temporary name and puts it in its place when it is whole: whoever is
 * killed, or fails, leaves the folder that was there before, or none.
 */
export async function makeWhole(folder: string, fill: (temporary: string) => Promise<void>): Promise<void> {
  removeLeft(dirname(folder)) // what setups that were killed left
  const temporary = join(dirname(folder), temporaryName())
  makeFolder(temporary)
  try {
    await fill(temporary)
    removeTree(folder)
    renameSync(temporary, folder)
  } finally {
    removeTree(temporary)
  }
}
