import type { OracleRows } from './oracle.ts'

/**
 * Raised whenever the bytes, or what the oracle computes, change; an old cache file is then computed again. A test
 * knows the bytes of this version, so that nobody forgets it.
 */
const VERSION = 1
const MAGIC = 0x6b_6e_6f_72
const HEADER_BYTES = 24

/**
 * The oracle as the bytes of one cache file, in the byte order of this machine: header (magic, version,
 * n_neighbors, rows, elements), then `reach`, `values`, `indices` and `offsets`, the widest first so that
 * each is aligned.
 */
export function encodeOracle({ n_neighbors, offsets, reach, indices, values }: OracleRows): Uint8Array {
  const layout = oracleLayout(reach.length, values.length)
  const bytes = new Uint8Array(layout.total_bytes)
  new Uint32Array(bytes.buffer, 0, 5).set([MAGIC, VERSION, n_neighbors, reach.length, values.length])
  new Float64Array(bytes.buffer, layout.reach, reach.length).set(reach)
  new Float64Array(bytes.buffer, layout.values, values.length).set(values)
  new Int32Array(bytes.buffer, layout.indices, indices.length).set(indices)
  new Uint32Array(bytes.buffer, layout.offsets, offsets.length).set(offsets)
  return bytes
}

/** What `encodeOracle` wrote, or `undefined` for bytes of another version or machine, or a file cut short. */
export function decodeOracle(bytes: Uint8Array): OracleRows | undefined {
  if (bytes.byteLength < HEADER_BYTES) return undefined
  const { buffer } = new Uint8Array(bytes) // a copy, and so aligned; slice() of a Buffer is none
  const [magic, version, n_neighbors, rows, elements] = new Uint32Array(buffer, 0, 5)
  if (magic !== MAGIC || version !== VERSION) return undefined
  const layout = oracleLayout(rows, elements)
  if (layout.total_bytes !== buffer.byteLength) return undefined
  const decoded = {
    n_neighbors,
    reach: new Float64Array(buffer, layout.reach, rows),
    values: new Float64Array(buffer, layout.values, elements),
    indices: new Int32Array(buffer, layout.indices, elements),
    offsets: new Uint32Array(buffer, layout.offsets, rows + 1),
  }
  return hasWholeRows(decoded) ? decoded : undefined
}

function oracleLayout(rows: number, elements: number) {
  const reach = HEADER_BYTES
  const values = reach + 8 * rows
  const indices = values + 8 * elements
  const offsets = indices + 4 * elements
  return { reach, values, indices, offsets, total_bytes: offsets + 4 * (rows + 1) }
}

function hasWholeRows({ offsets, values }: OracleRows): boolean {
  return (
    offsets[0] === 0 &&
    offsets.at(-1) === values.length &&
    offsets.every((end, i) => i === 0 || end >= offsets[i - 1])
  )
}
