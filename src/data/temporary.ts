import { randomBytes } from 'node:crypto'
import { chmodSync, existsSync, linkSync, lstatSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { makeFolder } from './make-folder.ts'
import { namingFile, namingFileLater } from './naming-file.ts'
import { ownIdentity, type ProcessIdentity, stateOf } from './process-identity.ts'

/** Of files and folders that are renamed when they are whole, or that go with their process. */
const PREFIX = '.new-'
const OWNER = /^(\d{10})-(\d{20})-([0-9a-f]{16})-(\d{20})-([0-9a-f]{16})-/

const RANDOM_BYTES = 4

let ownTag: string | undefined

/**
 * A new name that tells whose it is. The name and not the content does, since a process may be killed between any two
 * calls; always of one length, so that a command line with it in it is, too.
 */
export function temporaryName(prefix = PREFIX): string {
  ownTag ??= tagOf(ownIdentity())
  return `${prefix}${ownTag}-${randomBytes(RANDOM_BYTES).toString('hex')}`
}

/** Lets `write` make a file or folder beside its place and renames it: others see the whole or nothing. */
export function writeWhole(path: string, write: (temporary: string) => void): void {
  makeFolder(dirname(path))
  viaTemporary(path, write, (temporary) => renameSync(temporary, path))
}

/** As `writeWhole`, for a file that must not be there yet, in a folder that must: else an `EEXIST` of the system. */
export function writeNew(path: string, write: (temporary: string) => void): void {
  viaTemporary(path, write, (temporary) => linkNew(temporary, path))
}

/** Whether a file that is there already is replaced, or refused as by `writeNew`. */
export type Place = 'new' | 'replace'

/** As `writeWhole` or `writeNew`, for work that waits. */
export async function writeLater(
  path: string,
  place: Place,
  write: (temporary: string) => Promise<void>,
): Promise<void> {
  const temporary = join(dirname(path), temporaryName())
  await namingFileLater(path, async () => {
    try {
      await write(temporary)
      if (place === 'new') linkNew(temporary, path)
      else renameSync(temporary, path)
    } finally {
      rmSync(temporary, { recursive: true, force: true })
    }
  })
}

function linkNew(temporary: string, path: string): void {
  try {
    linkSync(temporary, path)
  } catch (error) {
    // Some file systems know no second name; what another process puts there at this very moment is then lost.
    if (existsSync(path) || !isRefusedLink(error)) throw error
    renameSync(temporary, path)
  }
}

function isRefusedLink(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  return code === 'EPERM' || code === 'ENOTSUP' || code === 'EOPNOTSUPP' || code === 'ENOSYS'
}

function viaTemporary(
  path: string,
  write: (temporary: string) => void,
  place: (temporary: string) => void,
): void {
  const temporary = join(dirname(path), temporaryName())
  namingFile(path, () => {
    try {
      write(temporary)
      place(temporary)
    } finally {
      rmSync(temporary, { recursive: true, force: true })
    }
  })
}

/** Removes from a folder what processes that are gone have left under such names. */
export function removeLeft(folder: string, prefix = PREFIX): void {
  for (const name of namesIn(folder)) {
    const owner = name.startsWith(prefix) ? ownerOf(name.slice(prefix.length)) : undefined
    if (owner !== undefined && stateOf(owner) === 'gone') removeTree(join(folder, name))
  }
}

/** Removes from a folder what a thread of this process was writing when it was ended. */
export function removeOwn(folder: string): void {
  const own = temporaryName().slice(0, -RANDOM_BYTES * 2)
  for (const name of namesIn(folder)) if (name.startsWith(own)) removeTree(join(folder, name))
}

/**
 * Removes a folder of which a stranger's program had the use. Tries again while a process that left its group still
 * writes, and where folders are locked; what belongs to another user stays, and is no reason to end a run.
 */
export function removeTree(path: string): void {
  for (const prepare of [() => undefined, () => unlockFolders(path)]) {
    try {
      prepare()
      rmSync(path, { recursive: true, force: true, maxRetries: 5 })
      return
    } catch {} // which the next way may help
  }
}

/** Takes away what keeps the owner of folders from looking into them and removing what they hold. */
function unlockFolders(path: string): void {
  if (!lstatSync(path).isDirectory()) return
  chmodSync(path, 0o700)
  for (const name of readdirSync(path)) unlockFolders(join(path, name))
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return [] // not there, or not ours to read
  }
}

function tagOf({ pid, started, boot, pid_namespace, machine }: ProcessIdentity): string {
  const namespace = /\d+/.exec(pid_namespace ?? '')?.[0] ?? ''
  return [
    String(pid).padStart(10, '0'),
    String(started ?? '').padStart(20, '0'),
    (boot ?? '').padStart(16, '0'),
    namespace.padStart(20, '0'),
    machine.padStart(16, '0'),
  ].join('-')
}

function ownerOf(name: string): ProcessIdentity | undefined {
  const found = OWNER.exec(name)
  if (found === null) return undefined
  const [, pid, started, boot, namespace, machine] = found
  return {
    pid: Number(pid),
    started: Number(started) || null,
    boot: /^0*$/.test(boot) ? null : boot,
    pid_namespace: Number(namespace) === 0 ? null : `pid:[${Number(namespace)}]`,
    machine,
  }
}
