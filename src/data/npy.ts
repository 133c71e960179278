import { createHash } from 'node:crypto'
import { closeSync, fstatSync, openSync, readSync, writeSync } from 'node:fs'
import type { Matrix } from './matrix.ts'
import { namingFile } from './naming-file.ts'
import { encodeHeaderText, NpyError, type NpySource, readHeaderText } from './npy-header.ts'

/** Bytes of one element of the dtypes that are read; everything is little-endian. */
const ITEM_BYTES = { '<f8': 8, '<f4': 4, '<i4': 4, '<i8': 8 } as const
type Dtype = keyof typeof ITEM_BYTES

/** One read or write call takes less than 2 GiB on Linux. */
const CHUNK_BYTES = 2 ** 30

/** An array in row-major order; `data` has as many elements as `shape` says. */
export type NpyArray =
  | { readonly dtype: '<f8'; readonly shape: readonly number[]; readonly data: Float64Array }
  | { readonly dtype: '<f4'; readonly shape: readonly number[]; readonly data: Float32Array }
  | { readonly dtype: '<i4'; readonly shape: readonly number[]; readonly data: Int32Array }
  | { readonly dtype: '<i8'; readonly shape: readonly number[]; readonly data: BigInt64Array }

/** What is written: float64 or int32, row-major. */
export interface NpyContent {
  readonly shape: readonly number[]
  readonly data: Float64Array | Int32Array
}

interface Header {
  readonly dtype: Dtype
  readonly fortranOrder: boolean
  readonly shape: readonly number[]
  readonly dataStart: number
}

/** Reads a whole `.npy` file (format 1 or 2); sizes are checked against the file before memory is taken. */
export function readNpy(path: string): NpyArray {
  const file = openSync(path, 'r')
  try {
    const read = (position: number, length: number) => readExactly(path, file, position, length)
    return namingFile(path, () => readArray({ name: path, size: fstatSync(file).size, read }))
  } finally {
    closeSync(file)
  }
}

/** As `readNpy`, from bytes that were read already; messages call them `name`. */
export function decodeNpy(bytes: Uint8Array, name: string): NpyArray {
  const read = (position: number, length: number) =>
    new Uint8Array(bytes.subarray(position, position + length)).buffer
  return readArray({ name, size: bytes.length, read })
}

function readArray(source: NpySource): NpyArray {
  const { name, size } = source
  const header = readHeader(source)
  const expected = dataBytes(name, header)
  if (header.dataStart + expected !== size) {
    const rest = size - header.dataStart
    throw new NpyError(
      name,
      `shape (${header.shape.join(', ')}) of ${header.dtype} needs ${expected} bytes, the file has ${rest}.`,
    )
  }
  const buffer = source.read(header.dataStart, expected)
  return arrayOver(header, header.fortranOrder ? rowMajor(name, header, buffer) : buffer)
}

/** Reads a 2-d array of any numeric dtype as float64 (n_samples, n_features). */
export function readMatrix(path: string): Matrix {
  const { shape, data } = readNpy(path)
  if (shape.length !== 2) {
    throw new NpyError(path, `the array has ${shape.length} dimensions; allowed: 2 (n_samples, n_features).`)
  }
  const values = data instanceof Float64Array ? data : Float64Array.from(data, Number)
  return { rows: shape[0], columns: shape[1], values }
}

/** Reads an int32 or int64 array of any shape, flattened; values outside int32 are an error. */
export function readIntegers(path: string): Int32Array {
  return integersOf(readNpy(path), path)
}

/** A float64 array of any shape, flattened; another dtype is an error. */
export function readFloats(path: string): Float64Array {
  return floatsOf(readNpy(path), path)
}

/** Class codes or positions as int32, or the numbers of a regression, from bytes that were read already. */
export function decodeTargets(bytes: Uint8Array, name: string): Int32Array | Float64Array {
  const array = decodeNpy(bytes, name)
  return array.dtype === '<f8' ? array.data : integersOf(array, name)
}

/** The elements of a float64 array; another dtype is an error. */
export function floatsOf(array: NpyArray, path: string): Float64Array {
  if (array.dtype === '<f8') return array.data
  throw new NpyError(path, `dtype ${array.dtype} where numbers are needed; allowed: <f8.`)
}

/** The elements as int32; another dtype than an integer one, and values outside int32, are an error. */
export function integersOf(array: NpyArray, path: string): Int32Array {
  if (array.dtype === '<i4') return array.data
  if (array.dtype !== '<i8')
    throw new NpyError(path, `dtype ${array.dtype} where integers are needed; allowed: <i4, <i8.`)
  const outside = array.data.find((value) => BigInt.asIntN(32, value) !== value)
  if (outside !== undefined) throw new NpyError(path, `the value ${outside} does not fit into int32.`)
  return Int32Array.from(array.data, Number)
}

/** The bytes of the file that `writeNpy` writes. */
export function npyBytes(content: NpyContent): Uint8Array {
  return Buffer.concat([encodeHeader(content), bytesOf(content.data)])
}

/** Writes a `.npy` file (format 1) as it stands; where others may read it meanwhile, within `writeWhole`. */
export function writeNpy(path: string, content: NpyContent): void {
  const parts = [encodeHeader(content), bytesOf(content.data)]
  namingFile(path, () => writeParts(path, parts))
}

/** The sha256 of a file's bytes, in hexadecimal. */
export function sha256File(path: string): string {
  const hash = createHash('sha256')
  const chunk = Buffer.allocUnsafe(2 ** 20)
  const file = openSync(path, 'r')
  const next = () => namingFile(path, () => readSync(file, chunk))
  try {
    for (let got = next(); got > 0; got = next()) hash.update(chunk.subarray(0, got))
  } finally {
    closeSync(file)
  }
  return hash.digest('hex')
}

function readHeader(source: NpySource): Header {
  const { text, dataStart } = readHeaderText(source)
  return { ...parseHeader(source.name, text), dataStart }
}

/** The header is a Python dictionary literal with the keys descr, fortran_order and shape. */
function parseHeader(path: string, text: string): Omit<Header, 'dataStart'> {
  const descr = /['"]descr['"]\s*:\s*(?:['"]([^'"]*)['"]|(\[))/.exec(text)
  const order = /['"]fortran_order['"]\s*:\s*(True|False)/.exec(text)
  const shape = /['"]shape['"]\s*:\s*\(([\d,\s]*)\)/.exec(text)
  if (!descr || !order || !shape) throw new NpyError(path, 'the header lacks descr, fortran_order or shape.')
  const dtype = descr[1] ?? 'a structured dtype'
  if (!isDtype(dtype)) {
    throw new NpyError(
      path,
      `dtype ${dtype}; allowed: ${Object.keys(ITEM_BYTES).join(', ')}. Convert it with astype().`,
    )
  }
  const sizes = shape[1].split(',').map((part) => part.trim())
  return { dtype, fortranOrder: order[1] === 'True', shape: sizes.filter((part) => part !== '').map(Number) }
}

function isDtype(name: string): name is Dtype {
  return Object.hasOwn(ITEM_BYTES, name)
}

function dataBytes(path: string, { dtype, shape }: Header): number {
  const total = shape.reduce((product, length) => product * length, ITEM_BYTES[dtype])
  if (!Number.isSafeInteger(total))
    throw new NpyError(path, `shape (${shape.join(', ')}) is larger than any file.`)
  return total
}

function readExactly(path: string, file: number, position: number, length: number): ArrayBuffer {
  const buffer = new ArrayBuffer(length)
  const bytes = new Uint8Array(buffer)
  for (let done = 0; done < length; ) {
    const got = readSync(file, bytes, done, Math.min(length - done, CHUNK_BYTES), position + done)
    if (got === 0)
      throw new NpyError(path, `the file ended after ${position + done} bytes while it was read.`)
    done += got
  }
  return buffer
}

/** Column-major to row-major, in 4-byte lanes so that every dtype moves without being interpreted. */
function rowMajor(path: string, { dtype, shape }: Header, buffer: ArrayBuffer): ArrayBuffer {
  if (shape.length < 2) return buffer
  if (shape.length > 2)
    throw new NpyError(path, 'Fortran order with more than 2 dimensions. Save np.ascontiguousarray(a).')
  const [rows, columns] = shape
  const lanes = ITEM_BYTES[dtype] / 4
  const from = new Int32Array(buffer)
  const to = new Int32Array(from.length)
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) {
      for (let lane = 0; lane < lanes; lane++)
        to[(i * columns + j) * lanes + lane] = from[(j * rows + i) * lanes + lane]
    }
  }
  return to.buffer
}

function arrayOver({ dtype, shape }: Header, buffer: ArrayBuffer): NpyArray {
  switch (dtype) {
    case '<f8':
      return { dtype, shape, data: new Float64Array(buffer) }
    case '<f4':
      return { dtype, shape, data: new Float32Array(buffer) }
    case '<i4':
      return { dtype, shape, data: new Int32Array(buffer) }
    case '<i8':
      return { dtype, shape, data: new BigInt64Array(buffer) }
  }
}

function encodeHeader({ shape, data }: NpyContent): Uint8Array {
  const count = shape.reduce((product, length) => product * length, 1)
  if (count !== data.length)
    throw new RangeError(`shape (${shape.join(', ')}) does not hold ${data.length} values`)
  const dtype = data instanceof Float64Array ? '<f8' : '<i4'
  const tuple = shape.length === 1 ? `${shape[0]},` : shape.join(', ')
  return encodeHeaderText(`{'descr': '${dtype}', 'fortran_order': False, 'shape': (${tuple}), }`)
}

function bytesOf(data: Float64Array | Int32Array): Uint8Array {
  return new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
}

function writeParts(path: string, parts: readonly Uint8Array[]): void {
  const file = openSync(path, 'w')
  try {
    for (const part of parts) {
      for (let done = 0; done < part.length; ) {
        done += writeSync(file, part, done, Math.min(part.length - done, CHUNK_BYTES))
      }
    }
  } finally {
    closeSync(file)
  }
}
