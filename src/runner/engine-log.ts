import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { join } from 'node:path'

const TAIL_BYTES = 64 * 1024 // an engine may print without end; its last words are what explains an exit

/** Where an engine's stdout and stderr go. */
export function openEngineLog(folder: string): { readonly descriptor: number; close(): void } {
  const descriptor = openSync(join(folder, 'engine.log'), 'w')
  return { descriptor, close: () => closeSync(descriptor) }
}

/** The end of what an engine printed. */
export function readEngineLog(folder: string): string {
  const descriptor = openSync(join(folder, 'engine.log'), 'r')
  try {
    const { size } = fstatSync(descriptor)
    const tail = Buffer.alloc(Math.min(size, TAIL_BYTES))
    const read = readSync(descriptor, tail, 0, tail.length, size - tail.length)
    return tail.subarray(0, read).toString('utf8')
  } finally {
    closeSync(descriptor)
  }
}
