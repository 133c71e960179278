import { closeSync, openSync, readdirSync, readSync, statSync } from 'node:fs'
import { basename, dirname } from 'node:path'
import { InputError } from '../config/input-error.ts'
import { nearestName } from '../config/nearest-name.ts'
import { quoted } from '../config/printable.ts'
import { namingFile } from './naming-file.ts'
import { sha256File } from './npy.ts'

const MORE_THAN_ONCE = 'It is read more than once: save it as a file first.'

/** The hash of a table or array, before anything in it is read; an `InputError` where there is no such file. */
export function dataFileHash(file: string): string {
  try {
    checkRegularFile(file)
    return sha256File(file)
  } catch (error) {
    throw refused(file, error)
  }
}

/** Throws unless the path leads to a file: a folder has no bytes, and a pipe or device gives them once or without end. */
function checkRegularFile(file: string): void {
  const stat = statSync(file)
  const refuse = (found: string, fix: string) => new InputError({ where: { file }, found, fix })
  if (stat.isDirectory()) throw refuse('this is a folder, not a file.', 'Give the path of a file.')
  if (!stat.isFile()) throw refuse('this is a pipe, socket or device, not a file.', MORE_THAN_ONCE)
  // As in /proc, where content is made while it is read, and may be other the next time.
  if (stat.size === 0 && hasBytes(file))
    throw refuse('this is no ordinary file: its size is 0, and yet it has content.', MORE_THAN_ONCE)
}

function hasBytes(file: string): boolean {
  const descriptor = openSync(file, 'r')
  try {
    return namingFile(file, () => readSync(descriptor, Buffer.alloc(1))) > 0
  } finally {
    closeSync(descriptor)
  }
}

/** What the user can mend; a disk that fails, or a machine that has run out of something, stays what it is. */
function refused(file: string, error: unknown): unknown {
  if (!(error instanceof Error && 'syscall' in error && 'code' in error)) return error
  const refusal = (found: string, fix: string) => new InputError({ where: { file }, found, fix })
  switch (error.code) {
    case 'EIO':
    case 'EMFILE':
    case 'ENFILE':
      return error
    case 'ENOENT':
      return refusal('there is no such file.', otherName(file))
    case 'EACCES':
    case 'EPERM':
      return refusal('permission to read it is denied.', 'Change its permissions, or those of its folder.')
    default:
      return refusal(`the file cannot be read (${error.code}).`, 'Check the path.')
  }
}

function otherName(file: string): string {
  const nearest = nearestName(basename(file), namesIn(dirname(file)))
  return nearest === undefined ? 'Check the path.' : `Did you mean ${quoted(nearest)}?`
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return [] // not there, or not ours to read
  }
}
