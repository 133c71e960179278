import { closeSync, constants, fstatSync, ftruncateSync, openSync, readSync } from 'node:fs'
import { join } from 'node:path'

const { O_RDWR, O_CREAT, O_TRUNC, O_APPEND } = constants
const TAIL_BYTES = 64 * 1024 // an engine may print without end; its last words are what explains an exit
/** Above it the log is cut to nothing, after its tail was taken. */
const CAP_BYTES = 1024 * 1024
const LOOK_EVERY_MS = 250

/** Where an engine's stdout and stderr go. */
export interface EngineLog {
  readonly descriptor: number
  /** Keeps the log small; called by itself four times a second. */
  trim(): void
  /** The end of what the engine printed, whatever it did to the file. */
  tail(): string
  close(): void
}

/**
 * A file, not a pipe: an engine never waits for the host to read, and the host is not woken up by what it prints.
 * Opened for appending, so that an engine goes on at the new end after the file was cut.
 */
export function openEngineLog(folder: string): EngineLog {
  const descriptor = openSync(join(folder, 'engine.log'), O_RDWR | O_CREAT | O_TRUNC | O_APPEND)
  let before: Buffer = Buffer.alloc(0)
  const lastBytes = (): Buffer => lastOf(Buffer.concat([before, readEnd(descriptor)]))
  const trim = (): void =>
    unlessUnreadable(undefined, () => {
      if (fstatSync(descriptor).size <= CAP_BYTES) return
      before = lastBytes()
      ftruncateSync(descriptor, 0)
    })
  const timer = setInterval(trim, LOOK_EVERY_MS).unref()
  return {
    descriptor,
    trim,
    tail: () => unlessUnreadable('', () => lastBytes().toString('utf8')),
    close() {
      clearInterval(timer)
      closeSync(descriptor)
    },
  }
}

function readEnd(descriptor: number): Buffer {
  const { size } = fstatSync(descriptor)
  const end = Buffer.alloc(Math.min(size, TAIL_BYTES))
  const read = readSync(descriptor, end, 0, end.length, size - end.length)
  return end.subarray(0, read)
}

/** A log only explains: one that cannot be read must not end a run. */
function unlessUnreadable<T>(otherwise: T, read: () => T): T {
  try {
    return read()
  } catch {
    return otherwise
  }
}

function lastOf(bytes: Buffer): Buffer {
  return bytes.subarray(Math.max(0, bytes.length - TAIL_BYTES))
}
