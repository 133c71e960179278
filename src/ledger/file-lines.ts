import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { namingFile } from '../data/naming-file.ts'

const PART_BYTES = 2 ** 20
const NEWLINE = 0x0a

export interface FileLine {
  readonly length_bytes: number
  /** Without its row end; undefined for a line that is longer than it may be. Only good until the next line is asked for. */
  readonly bytes: Buffer | undefined
  /** `torn`: what follows the last row end. */
  readonly end: 'whole' | 'torn'
}

/** The lines of a file in its size of now, of which no more than a part and a line of `max_bytes` is in memory at once. */
export function* fileLines(file: string, max_bytes: number): Generator<FileLine> {
  const part = Buffer.allocUnsafe(PART_BYTES)
  const descriptor = openSync(file, 'r')
  try {
    const line = new GrowingLine(max_bytes)
    let left_bytes = fstatSync(descriptor).size
    while (left_bytes > 0) {
      const wanted = Math.min(PART_BYTES, left_bytes)
      const length = namingFile(file, () => readSync(descriptor, part, 0, wanted, null))
      if (length === 0) break
      left_bytes -= length
      const taken = part.subarray(0, length)
      let start = 0
      for (let end = taken.indexOf(NEWLINE); end >= 0; end = taken.indexOf(NEWLINE, start)) {
        yield { ...line.endedBy(taken.subarray(start, end)), end: 'whole' }
        start = end + 1
      }
      line.add(taken.subarray(start))
    }
    const rest = line.endedBy(part.subarray(0, 0))
    if (rest.length_bytes > 0) yield { ...rest, end: 'torn' }
  } finally {
    closeSync(descriptor)
  }
}

/** The beginning of a line that goes on in the next part of its file. */
class GrowingLine {
  readonly #max_bytes: number
  #kept: Buffer[] = []
  #length_bytes = 0

  constructor(max_bytes: number) {
    this.#max_bytes = max_bytes
  }

  add(bytes: Buffer): void {
    this.#length_bytes += bytes.length
    if (this.#length_bytes <= this.#max_bytes) this.#kept.push(Buffer.from(bytes))
    else this.#kept = []
  }

  endedBy(bytes: Buffer): Pick<FileLine, 'length_bytes' | 'bytes'> {
    const length_bytes = this.#length_bytes + bytes.length
    const isKept = length_bytes <= this.#max_bytes
    const whole = this.#kept.length === 0 ? bytes : Buffer.concat([...this.#kept, bytes])
    this.#kept = []
    this.#length_bytes = 0
    return { length_bytes, bytes: isKept ? whole : undefined }
  }
}
