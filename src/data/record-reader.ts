import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { InputError } from '../config/input-error.ts'
import { namingFile } from './naming-file.ts'
import { NpyError, type NpySource } from './npy-header.ts'
import { fieldBytes, type RecordField, type RecordHeader, recordBytes } from './record-header.ts'

const CHUNK_BYTES = 2 ** 20
/** Texts of a column that are kept decoded; a column that can be used has fewer. */
const MOST_KNOWN = 1000

/** NaN and the empty text mean missing. */
export type RecordValue = number | string

/** The bytes of a file; what is wrong with them is an `InputError`. */
export function withRecordFile<T>(path: string, work: (source: NpySource) => T): T {
  const file = openSync(path, 'r')
  const read = (position: number, length: number) => {
    const bytes = new Uint8Array(length)
    let done = 0
    while (done < length) {
      const got = namingFile(path, () => readSync(file, bytes, done, length - done, position + done))
      if (got === 0) throw new NpyError(path, `the file ended after ${position + done} bytes.`)
      done += got
    }
    return bytes.buffer
  }
  try {
    return work({ name: path, size: fstatSync(file).size, read })
  } catch (error) {
    if (error instanceof NpyError) throw new InputError({ found: error.message, fix: '' })
    throw error
  } finally {
    closeSync(file)
  }
}

/** Goes through the records in parts, so that none but one part lies in memory. */
export function eachRecord(
  { read }: NpySource,
  { fields, rows, dataStart }: RecordHeader,
  take: (values: readonly RecordValue[], row: number) => void,
): void {
  const bytes = recordBytes(fields)
  const places = placesOf(fields)
  const rowsAtOnce = Math.max(1, Math.floor(CHUNK_BYTES / bytes))
  for (let first = 0; first < rows; first += rowsAtOnce) {
    const count = Math.min(rowsAtOnce, rows - first)
    const part = Buffer.from(read(dataStart + first * bytes, count * bytes))
    for (let row = 0; row < count; row++)
      take(
        places.map((place) => valueAt(part, row * bytes, place)),
        first + row,
      )
  }
}

interface FieldPlace {
  readonly field: RecordField
  /** From the beginning of a record. */
  readonly offset: number
  /** Texts by their bytes: a column has few. */
  readonly known: Map<string, string>
}

function placesOf(fields: readonly RecordField[]): FieldPlace[] {
  let offset = 0
  return fields.map((field) => {
    const place = { field, offset, known: new Map<string, string>() }
    offset += fieldBytes(field)
    return place
  })
}

function valueAt(part: Buffer, start: number, { field, offset, known }: FieldPlace): RecordValue {
  if (field.kind === 'number') return part.readDoubleLE(start + offset)
  const bytes = part.subarray(start + offset, start + offset + fieldBytes(field))
  const key = bytes.toString('latin1')
  const found = known.get(key)
  if (found !== undefined) return found
  const text = decodeText(bytes)
  if (known.size < MOST_KNOWN) known.set(key, text)
  return text
}

function decodeText(bytes: Buffer): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += 4) {
    const code = bytes.readUInt32LE(at)
    if (code === 0) break
    text += String.fromCodePoint(Math.min(code, 0x10ffff))
  }
  return text
}
