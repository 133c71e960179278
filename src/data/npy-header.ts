const MAGIC = Buffer.from('\x93NUMPY', 'latin1')
/** NumPy itself writes less than 1 KiB for plain arrays; more is not one of ours. */
const MAX_HEADER_BYTES = 65_536
/** NumPy aligns the data to 64 bytes, so that files can be mapped. */
const ALIGNMENT = 64

/** A file that is not a `.npy` array we read; the message names the file, the finding and what is allowed. */
export class NpyError extends Error {
  constructor(path: string, found: string) {
    super(`${path}: ${found}`)
    this.name = 'NpyError'
  }
}

/** Where the bytes of an array come from; `name` is how messages call it. */
export interface NpySource {
  readonly name: string
  readonly size: number
  read(position: number, length: number): ArrayBuffer
}

export interface HeaderText {
  /** A Python dictionary literal with the keys descr, fortran_order and shape. */
  readonly text: string
  /** Where the elements begin. */
  readonly dataStart: number
}

/** The header of a `.npy` file of format 1 or 2; of format 3, in UTF-8, where `versions` allows it. */
export function readHeaderText(
  { name, size, read }: NpySource,
  { most_bytes = MAX_HEADER_BYTES, versions = [1, 2] }: HeaderLimits = {},
): HeaderText {
  if (size < 12) throw new NpyError(name, 'the file is too short for an .npy header.')
  const start = Buffer.from(read(0, 12))
  const version = start[6]
  if (!start.subarray(0, 6).equals(MAGIC))
    throw new NpyError(name, 'this is not an .npy file (its first bytes differ).')
  if (!versions.includes(version)) {
    const allowed = versions.map((one) => `${one}.0`).join(', ')
    throw new NpyError(name, `.npy format ${version}.${start[7]}; allowed: ${allowed}.`)
  }
  const headerStart = version === 1 ? 10 : 12
  const length = version === 1 ? start.readUInt16LE(8) : start.readUInt32LE(8)
  if (length > most_bytes || headerStart + length > size) {
    throw new NpyError(
      name,
      `the header claims ${length} bytes; the file has ${size - headerStart}, and ${most_bytes} are allowed.`,
    )
  }
  const text = Buffer.from(read(headerStart, length)).toString(version === 3 ? 'utf8' : 'latin1')
  return { text, dataStart: headerStart + length }
}

interface HeaderLimits {
  readonly most_bytes?: number
  readonly versions?: readonly number[]
}

/** Format 1 takes Latin-1 of less than 64 KiB; format 3 takes UTF-8 of any length. */
export function encodeHeaderText(text: string, version: 1 | 3 = 1): Uint8Array {
  const body = Buffer.from(text, version === 1 ? 'latin1' : 'utf8')
  const prefix = MAGIC.length + (version === 1 ? 4 : 6)
  const length = Math.ceil((prefix + body.length + 1) / ALIGNMENT) * ALIGNMENT - prefix
  const lengthBytes = Buffer.alloc(version === 1 ? 2 : 4)
  if (version === 1) lengthBytes.writeUInt16LE(length)
  else lengthBytes.writeUInt32LE(length)
  const padding = Buffer.alloc(length - body.length, ' ')
  padding[padding.length - 1] = 0x0a
  return Buffer.concat([MAGIC, Buffer.from([version, 0]), lengthBytes, body, padding])
}
