import { spawnSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'

/** A file system of its own on a folder, until `unmount`; or why there can be none. */
export type Mounted = { readonly unmount: () => void } | { readonly refused: string }

/** Mounts a file system in memory: so small that it is soon full, say, or read-only. */
export function mountMemory(folder: string, options: string): Mounted {
  mkdirSync(folder, { recursive: true })
  return mounted(folder, ['-t', 'tmpfs', '-o', options, 'tmpfs', folder])
}

/** Makes a folder read-only, for root too, by mounting it on itself. */
export function mountReadOnly(folder: string): Mounted {
  const bound = mounted(folder, ['--bind', folder, folder])
  if ('refused' in bound) return bound
  const { status, stderr } = spawnSync('mount', ['-o', 'remount,ro,bind', folder], { encoding: 'utf8' })
  if (status === 0) return bound
  bound.unmount()
  return { refused: stderr.trim() }
}

function mounted(folder: string, words: readonly string[]): Mounted {
  const { status, stderr, error } = spawnSync('mount', words, { encoding: 'utf8' })
  if (status !== 0) return { refused: error?.message ?? stderr.trim() }
  return { unmount: () => void spawnSync('umount', ['--lazy', folder]) }
}
