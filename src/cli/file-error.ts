import { EXIT } from './io.ts'

/** An error of the operating system about a file: `code` and `syscall` are Node's. */
interface FileError extends Error {
  readonly code: string
  readonly syscall: string
  readonly path?: string
}

interface Words {
  readonly reason: string
  readonly fix: string
  readonly exit: number
}

const CHECK_PATH = 'Check the path.'
const OTHER_FOLDER = 'Choose another folder, or move that file away.'
const PERMISSION = 'Choose a place that you may use, or change its permissions.'
const MAKE_ROOM = 'Make room, then run the same command again.'

/** A wrong path is the user's (2); a machine that has run out of something makes the tool fail (1). */
const WORDS: ReadonlyMap<string, Words> = new Map([
  ['ENOENT', { reason: 'no such file or folder', fix: CHECK_PATH, exit: EXIT.usage }],
  ['EEXIST', { reason: 'a file is where a folder should be', fix: OTHER_FOLDER, exit: EXIT.usage }],
  ['ENOTDIR', { reason: 'a file is where a folder should be', fix: OTHER_FOLDER, exit: EXIT.usage }],
  ['EISDIR', { reason: 'a folder is where a file should be', fix: CHECK_PATH, exit: EXIT.usage }],
  ['ENAMETOOLONG', { reason: 'the name is too long', fix: CHECK_PATH, exit: EXIT.usage }],
  ['ELOOP', { reason: 'its links go in a circle', fix: CHECK_PATH, exit: EXIT.usage }],
  ['EACCES', { reason: 'permission denied', fix: PERMISSION, exit: EXIT.usage }],
  ['EPERM', { reason: 'permission denied', fix: PERMISSION, exit: EXIT.usage }],
  ['EROFS', { reason: 'the file system is read-only', fix: 'Choose another place.', exit: EXIT.usage }],
  ['ENOSPC', { reason: 'no space is left on the device', fix: MAKE_ROOM, exit: EXIT.failed }],
  ['EDQUOT', { reason: 'the disk quota is used up', fix: MAKE_ROOM, exit: EXIT.failed }],
  ['EIO', { reason: 'the device failed', fix: 'Check the disk.', exit: EXIT.failed }],
  ['EMFILE', { reason: 'too many files are open', fix: 'Raise  ulimit -n', exit: EXIT.failed }],
  ['ENFILE', { reason: 'too many files are open on this machine', fix: 'Close some.', exit: EXIT.failed }],
])

/** What the operating system refused, in one sentence and with its exit code; undefined for any other error. */
export function describeFileError(
  error: Error,
): { readonly sentence: string; readonly exit: number } | undefined {
  if (!isFileError(error)) return undefined
  const words = WORDS.get(error.code)
  if (words === undefined) return undefined
  const place = error.path === undefined ? '' : `${error.path}: `
  return { sentence: `${place}${words.reason}. ${words.fix}`, exit: words.exit }
}

function isFileError(error: Error): error is FileError {
  return 'code' in error && typeof error.code === 'string' && 'syscall' in error
}
