import { fstatSync, writeSync } from 'node:fs'
import { InputError } from '../config/input-error.ts'
import { type EngineEvent, MAX_LINE_BYTES } from './protocol.ts'

/** Hands one event to the host; returns when it is written. */
export type Emit = (event: EngineEvent) => void

/** The file descriptor the host listens on; stdout and stderr belong to the library. */
const EVENT_FD = 3
const RETRY_MS = 1

/** Writes events as JSON lines to `fd`; throws `InputError` when nobody opened it. */
export function openEvents(fd = EVENT_FD): Emit {
  try {
    fstatSync(fd)
  } catch {
    throw new InputError({
      found: `file descriptor ${fd} is not open.`,
      fix: `Start engines through knnbench, or add ${fd}>events.jsonl`,
    })
  }
  return (event) => writeAll(fd, eventLine(event))
}

function eventLine(event: EngineEvent): Buffer {
  const line = Buffer.from(`${JSON.stringify(event)}\n`)
  if (line.length > MAX_LINE_BYTES)
    throw new Error(`event "${event.event}" has ${line.length} bytes, at most ${MAX_LINE_BYTES}`)
  return line
}

function writeAll(fd: number, bytes: Buffer): void {
  let written = 0
  while (written < bytes.length) {
    try {
      written += writeSync(fd, bytes, written)
    } catch (error) {
      if (!isFullPipe(error)) throw error
      sleep(RETRY_MS)
    }
  }
}

// A pipe that the host opened non-blocking refuses bytes while it is full.
function isFullPipe(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EAGAIN'
}

function sleep(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds)
}
