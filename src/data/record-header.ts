import { encodeHeaderText, NpyError, type NpySource, readHeaderText } from './npy-header.ts'

/** A column of a NumPy structured array: a float64, where NaN is missing, or text, where the empty one is. */
export type RecordField =
  | { readonly kind: 'number'; readonly name: string }
  /** `length` in Unicode characters, each of 4 bytes; shorter texts are filled up with zeros. */
  | { readonly kind: 'text'; readonly name: string; readonly length: number }

/** One record a row, all of the same bytes. */
export interface RecordLayout {
  readonly rows: number
  readonly fields: readonly RecordField[]
}

export interface RecordHeader extends RecordLayout {
  /** Where the records begin. */
  readonly dataStart: number
}

/** A table of 10,000 columns with names of 100 characters; more is none of ours. */
const MOST_HEADER_BYTES = 2 ** 20
const LIMITS = { most_bytes: MOST_HEADER_BYTES, versions: [1, 2, 3] } as const
const BEGINNING = /^\s*\{\s*['"]descr['"]\s*:\s*\[/
const FIELD = /\s*\(\s*('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")\s*,\s*['"]([^'"]*)['"]\s*\)\s*,?/y
const END =
  /^\s*\]\s*,\s*['"]fortran_order['"]\s*:\s*False\s*,\s*['"]shape['"]\s*:\s*\(\s*(\d+)\s*,\s*\)\s*,?\s*\}\s*$/

/** Bytes of one record. */
export function recordBytes(fields: readonly RecordField[]): number {
  return fields.reduce((sum, field) => sum + fieldBytes(field), 0)
}

export function fieldBytes(field: RecordField): number {
  return field.kind === 'number' ? 8 : 4 * field.length
}

/** The header of a structured array; undefined where the elements are plain numbers. */
export function readRecordHeader(source: NpySource): RecordHeader | undefined {
  const { text, dataStart } = readHeaderText(source, LIMITS)
  const beginning = BEGINNING.exec(text)
  if (beginning === null) return undefined
  const { name, size } = source
  const { fields, end } = parseFields(name, text, beginning[0].length)
  const shape = END.exec(text.slice(end))
  if (shape === null)
    throw new NpyError(name, 'a structured array must have one dimension, and plain columns of <f8 or <U.')
  const rows = Number(shape[1])
  const expected = rows * recordBytes(fields)
  if (dataStart + expected !== size)
    throw new NpyError(
      name,
      `${rows} records of ${recordBytes(fields)} bytes need ${expected}, the file has ${size - dataStart}.`,
    )
  return { rows, fields, dataStart }
}

/** The bytes before the records. */
export function encodeRecordHeader({ rows, fields }: RecordLayout): Uint8Array {
  const descr = fields.map((field) => `(${pythonText(field.name)}, '${dtypeOf(field)}')`).join(', ')
  return encodeHeaderText(`{'descr': [${descr}], 'fortran_order': False, 'shape': (${rows},), }`, 3)
}

function dtypeOf(field: RecordField): string {
  return field.kind === 'number' ? '<f8' : `<U${field.length}`
}

function parseFields(
  path: string,
  text: string,
  start: number,
): { readonly fields: readonly RecordField[]; readonly end: number } {
  const fields: RecordField[] = []
  let end = start
  for (;;) {
    FIELD.lastIndex = end
    const found = FIELD.exec(text)
    if (found === null) return { fields, end }
    fields.push(fieldOf(path, parsePythonText(found[1]), found[2]))
    end = FIELD.lastIndex
  }
}

function fieldOf(path: string, name: string, dtype: string): RecordField {
  if (dtype === '<f8') return { kind: 'number', name }
  const length = Number(/^<U(\d{1,6})$/.exec(dtype)?.[1] ?? 0)
  if (length > 0) return { kind: 'text', name, length }
  throw new NpyError(
    path,
    `the column ${JSON.stringify(name)} is ${dtype}; allowed: <f8, and <U1 and longer.`,
  )
}

/** A Python literal in single quotes. */
function pythonText(text: string): string {
  const inside = text.replaceAll(/['\\\p{Cc}]/gu, (one) => {
    const code = one.charCodeAt(0)
    return one === "'" || one === '\\' ? `\\${one}` : `\\x${code.toString(16).padStart(2, '0')}`
  })
  return `'${inside}'`
}

const ESCAPED: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' }

function parsePythonText(literal: string): string {
  return literal
    .slice(1, -1)
    .replaceAll(/\\(?:x([0-9a-f]{2})|u([0-9a-f]{4})|(.))/gis, (_, byte, unit, one) => {
      const hex = byte ?? unit
      if (hex !== undefined) return String.fromCharCode(Number.parseInt(hex, 16))
      return ESCAPED[one] ?? one
    })
}
