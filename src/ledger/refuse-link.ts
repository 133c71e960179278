import { lstatSync } from 'node:fs'
import { InputError } from '../config/input-error.ts'

/**
 * Throws if `path`, in a results folder, is a symbolic link: a folder from elsewhere must not lead what a run writes
 * out of it. The folder itself may be one.
 */
export function refuseLink(path: string): void {
  if (lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() !== true) return
  throw new InputError({
    where: { file: path },
    found: 'this is a link, and a run writes only into its results folder.',
    fix: 'Name the folder that it leads to with --out, or delete it.',
  })
}
