import type { SchemaElement } from 'hyparquet'
import { numberText } from './number-text.ts'

/** The text that stands for a stored value in a CSV file, empty where it is missing; undefined for what has none. */
export type CellText = (value: unknown) => string | undefined

/** A column that can be read, or what it holds instead. */
export type ParquetCells =
  | { readonly kind: 'cells'; readonly text: CellText; readonly holds: 'long-integers' | 'other' }
  | { readonly kind: 'refused'; readonly what: string }

/** How the cells of a column become text, from what the file says of its type. */
export function parquetCells(element: SchemaElement): ParquetCells {
  const { type, num_children = 0, repetition_type } = element
  const meaning = meaningOf(element)
  if (num_children > 0 || repetition_type === 'REPEATED' || type === undefined)
    return { kind: 'refused', what: 'is nested (a list, a map or a structure)' }
  const refused = REFUSED[meaning]
  if (refused !== undefined) return { kind: 'refused', what: `holds ${refused}` }
  const text = textOf(element, meaning)
  if (text === undefined) return { kind: 'refused', what: 'holds bytes that are no text' }
  const isLong = type === 'INT64' && meaning !== 'TIMESTAMP' && meaning !== 'DECIMAL'
  return { kind: 'cells', holds: isLong ? 'long-integers' : 'other', text: present(text) }
}

/** The element as it is to be read: what is stored and not what it means, which is worked out here, exactly. */
export function asStored(element: SchemaElement): SchemaElement {
  const { converted_type, logical_type, ...stored } = element
  const isLeft = logical_type?.type === 'FLOAT16' || logical_type?.type === 'UUID'
  return isLeft ? { ...stored, logical_type } : stored
}

const REFUSED: Readonly<Record<string, string>> = {
  TIME: 'times of day',
  INTERVAL: 'intervals',
  JSON: 'JSON',
  BSON: 'BSON',
  VARIANT: 'values of several types',
  GEOMETRY: 'geometry',
  GEOGRAPHY: 'geography',
}

/** The logical type, or the older converted one by the same name. */
function meaningOf({ logical_type, converted_type, type }: SchemaElement): string {
  if (logical_type !== undefined) return logical_type.type
  if (type === 'INT96') return 'TIMESTAMP'
  return (converted_type ?? '').replace(/^(TIME|TIMESTAMP)_.*$/, '$1')
}

function present(text: CellText): CellText {
  return (value) => {
    if (value === null) return ''
    if (value === undefined) return undefined // the dictionary has no such entry
    const found = text(value)
    return found?.includes('\0') === true ? undefined : found
  }
}

function textOf(element: SchemaElement, meaning: string): CellText | undefined {
  const { type } = element
  if (meaning === 'DECIMAL') return decimalText(element)
  if (meaning === 'DATE') return (days) => isoText(BigInt(Number(days)) * 86_400_000_000_000n)?.split('T')[0]
  if (meaning === 'TIMESTAMP') return timestampText(element)
  switch (type) {
    case 'BYTE_ARRAY':
      return bytesText()
    case 'FIXED_LEN_BYTE_ARRAY':
      return meaning === 'FLOAT16' || meaning === 'UUID' ? plainText : undefined
    case 'INT32':
      return isUnsigned(element) ? (value) => String(Number(value) >>> 0) : plainText
    case 'INT64':
      return isUnsigned(element) ? (value) => String(BigInt.asUintN(64, integerOf(value))) : plainText
    default:
      return plainText
  }
}

function plainText(value: unknown): string | undefined {
  if (typeof value === 'number') return numberText(value)
  return typeof value === 'bigint' || typeof value === 'boolean' || typeof value === 'string'
    ? String(value)
    : undefined
}

function isUnsigned({ logical_type, converted_type }: SchemaElement): boolean {
  if (logical_type?.type === 'INTEGER') return !logical_type.isSigned
  return converted_type === 'UINT_32' || converted_type === 'UINT_64'
}

/** Equal texts share their bytes where the file has a dictionary, so that each is decoded once. */
function bytesText(): CellText {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  const known = new WeakMap<Uint8Array, string>()
  return (value) => {
    if (!(value instanceof Uint8Array)) return undefined
    const found = known.get(value)
    if (found !== undefined) return found
    try {
      const text = decoder.decode(value)
      known.set(value, text)
      return text
    } catch {
      return undefined // which no UTF-8 is
    }
  }
}

/** The digits as they are stored, with the point where the scale says. */
function decimalText({ scale, logical_type }: SchemaElement): CellText {
  const places = scale ?? (logical_type?.type === 'DECIMAL' ? logical_type.scale : 0)
  return (value) => {
    const unscaled = integerOf(value)
    if (places <= 0) return `${unscaled}${'0'.repeat(-places)}`
    const digits = String(unscaled < 0n ? -unscaled : unscaled).padStart(places + 1, '0')
    return `${unscaled < 0n ? '-' : ''}${digits.slice(0, -places)}.${digits.slice(-places)}`
  }
}

/** A stored integer: a number, or bytes in two's complement, the highest first. */
function integerOf(value: unknown): bigint {
  if (typeof value === 'bigint') return value
  if (!(value instanceof Uint8Array)) return BigInt(Number(value))
  const unsigned = value.reduce((sum, byte) => sum * 256n + BigInt(byte), 0n)
  return BigInt.asIntN(8 * value.length, unsigned)
}

const NANOSECONDS = { MILLIS: 1_000_000n, MICROS: 1000n, NANOS: 1n } as const

function timestampText({ type, logical_type, converted_type }: SchemaElement): CellText {
  const older = converted_type === 'TIMESTAMP_MILLIS' ? 'MILLIS' : 'MICROS'
  const unit = logical_type?.type === 'TIMESTAMP' ? logical_type.unit : older
  const nanoseconds = type === 'INT96' ? 1n : NANOSECONDS[unit]
  return (value) => isoText(integerOf(value) * nanoseconds)
}

/** Nanoseconds since 1970 as `2024-01-31T12:00:00`, with the part of a second that is not 0; undefined far away. */
function isoText(time_ns: bigint): string | undefined {
  const part_ns = ((time_ns % 1_000_000_000n) + 1_000_000_000n) % 1_000_000_000n
  const date = new Date(Number((time_ns - part_ns) / 1_000_000n))
  if (Number.isNaN(date.getTime())) return undefined
  const seconds = date.toISOString().replace(/\.000Z$/, '')
  return part_ns === 0n ? seconds : `${seconds}.${String(part_ns).padStart(9, '0').replace(/0+$/, '')}`
}
