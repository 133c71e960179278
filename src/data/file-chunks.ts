import { createHash } from 'node:crypto'
import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { InputError } from '../config/input-error.ts'
import { namingFile } from './naming-file.ts'
import { sha256File } from './npy.ts'

const CHUNK_BYTES = 2 ** 20

export interface ReadProgress {
  readonly file: string
  readonly done_bytes: number
  readonly total_bytes: number
}

/** Told after each part of a file that was taken. */
export type OnRead = (progress: ReadProgress) => void

/** The bytes of a file, from its beginning each time they are gone through. */
export class FileChunks implements Iterable<Buffer> {
  readonly #path: string
  readonly #sha256: string
  readonly #onRead: OnRead

  /** A whole pass over bytes that have another hash ends in an error. */
  constructor(path: string, sha256: string, onRead: OnRead = () => {}) {
    this.#path = path
    this.#sha256 = sha256
    this.#onRead = onRead
  }

  *[Symbol.iterator](): Generator<Buffer> {
    const hash = createHash('sha256')
    const file = openSync(this.#path, 'r')
    try {
      const total_bytes = fstatSync(file).size
      let done_bytes = 0
      const next = () => namingFile(this.#path, () => read(file))
      for (let chunk = next(); chunk.length > 0; chunk = next()) {
        done_bytes += chunk.length
        // A file that grows as fast as it is read would have no end.
        if (done_bytes > total_bytes) throw changedFile(this.#path)
        hash.update(chunk)
        yield chunk
        this.#onRead({ file: this.#path, done_bytes, total_bytes })
      }
    } finally {
      closeSync(file)
    }
    if (hash.digest('hex') !== this.#sha256) throw changedFile(this.#path)
  }

  /** Throws if the file has other bytes by now. */
  checkUnchanged(): void {
    if (sha256File(this.#path) !== this.#sha256) throw changedFile(this.#path)
  }
}

/** Runs `work` on the bytes; whatever else it finds in a file that changed meanwhile means nothing. */
export function readUnchanged<T>(chunks: FileChunks, work: (bytes: Iterable<Buffer>) => T): T {
  try {
    return work(chunks)
  } catch (error) {
    if (error instanceof InputError) chunks.checkUnchanged()
    throw error
  }
}

export function changedFile(file: string): InputError {
  return new InputError({
    where: { file },
    found: 'the file changed while it was read.',
    fix: 'Wait until nothing writes to it, then run the same command again.',
  })
}

/** A new buffer each time: whoever reads may keep parts of the last one. */
function read(file: number): Buffer {
  const chunk = Buffer.allocUnsafe(CHUNK_BYTES)
  return chunk.subarray(0, readSync(file, chunk))
}
