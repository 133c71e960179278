import { writeSync } from 'node:fs'
import { encodeRecordHeader, fieldBytes, type RecordField, recordBytes } from './record-header.ts'

const BUFFER_BYTES = 2 ** 20

/** Values of a row, a number or a text as its field says; NaN and the empty text mean missing. */
export type RecordRow = readonly (number | string)[]

/** Writes a structured array into an open file, row by row; as many rows as were announced must come. */
export class RecordWriter {
  readonly #file: number
  readonly #fields: readonly RecordField[]
  readonly #buffer: Buffer
  readonly #recordBytes: number
  /** Of each field the bytes of every text so far; a column of text has few. */
  readonly #texts: readonly Map<string, Uint8Array>[]
  #used = 0

  constructor(file: number, layout: { readonly rows: number; readonly fields: readonly RecordField[] }) {
    this.#file = file
    this.#fields = layout.fields
    this.#recordBytes = recordBytes(layout.fields)
    this.#buffer = Buffer.alloc(Math.max(BUFFER_BYTES, this.#recordBytes))
    this.#texts = layout.fields.map(() => new Map())
    writeAll(file, encodeRecordHeader(layout))
  }

  add(row: RecordRow): void {
    if (this.#used + this.#recordBytes > this.#buffer.length) this.flush()
    for (const [at, field] of this.#fields.entries()) {
      const value = row[at]
      if (typeof value === 'number') this.#buffer.writeDoubleLE(value, this.#used)
      else this.#buffer.set(this.#encoded(at, field, value), this.#used)
      this.#used += fieldBytes(field)
    }
  }

  /** Writes what is still held back. */
  flush(): void {
    writeAll(this.#file, this.#buffer.subarray(0, this.#used))
    this.#used = 0
  }

  #encoded(at: number, field: RecordField, text: string): Uint8Array {
    const known = this.#texts[at].get(text)
    if (known !== undefined) return known
    const bytes = Buffer.alloc(fieldBytes(field))
    for (const [place, character] of [...text].entries())
      bytes.writeUInt32LE(character.codePointAt(0) ?? 0, 4 * place)
    this.#texts[at].set(text, bytes)
    return bytes
  }
}

function writeAll(file: number, bytes: Uint8Array): void {
  for (let done = 0; done < bytes.length; ) done += writeSync(file, bytes, done)
}
