import { closeSync, openSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { RecordField } from '../../src/data/record-header.ts'
import type { RecordValue } from '../../src/data/record-reader.ts'
import { isRecordFile, readRecords } from '../../src/data/record-table.ts'
import { RecordWriter } from '../../src/data/record-writer.ts'
import { messageOf } from './profile.ts'
import { temporaryFolder } from './temporary-folder.ts'

const folder = temporaryFolder()
const path = join(folder, 'd.npy')

function write(fields: readonly RecordField[], rows: readonly (readonly RecordValue[])[]): void {
  const file = openSync(path, 'w')
  const writer = new RecordWriter(file, { rows: rows.length, fields })
  for (const row of rows) writer.add(row)
  writer.flush()
  closeSync(file)
}

/** A structured array as NumPy writes it: format 1, padded to 64 bytes. */
function numpy(dictionary: string, data: Uint8Array): void {
  const header = Buffer.from(`${dictionary.padEnd(Math.ceil((dictionary.length + 11) / 64) * 64 - 11)}\n`)
  const length = Buffer.alloc(2)
  length.writeUInt16LE(header.length)
  writeFileSync(path, Buffer.concat([Buffer.from('\x93NUMPY\x01\0', 'latin1'), length, header, data]))
}

const refusal = (target = 'y') =>
  messageOf(() => readRecords(path, target, 'classification')).replaceAll(`${folder}/`, '')
const NUMBER = (name: string): RecordField => ({ kind: 'number', name })

describe('a structured array', () => {
  it('comes back as it was written, whatever its names and texts are', () => {
    const letters = fc
      .string({ unit: 'binary', minLength: 1, maxLength: 4 })
      .filter((text) => !text.includes('\0'))
    fc.assert(
      fc.property(
        fc.uniqueArray(letters, { minLength: 2, maxLength: 4 }),
        fc.array(fc.tuple(fc.double({ noDefaultInfinity: true }), letters), { minLength: 1, maxLength: 20 }),
        ([number, target], rows) => {
          const length = Math.max(...rows.map(([, text]) => [...text].length))
          write([NUMBER(number), { kind: 'text', name: target, length }], rows)
          const { columns, target: read } = readRecords(path, target, 'classification')
          expect(columns).toEqual([
            { kind: 'numeric', name: number, values: Float64Array.from(rows, ([value]) => value) },
          ])
          expect(read).toMatchObject({ kind: 'classes', name: target })
          if (read.kind !== 'classes') return
          // Texts that are all numbers are classes by their value, as everywhere.
          if (rows.some(([, text]) => Number.isNaN(Number.parseFloat(text))))
            expect(Array.from(read.codes, (code) => read.classes[code])).toEqual(rows.map(([, text]) => text))
        },
      ),
      { numRuns: 40 },
    )
  })

  it('of many records is read in parts', () => {
    const rows = Array.from({ length: 100_000 }, (_, row) => [row / 3, row % 2 === 0 ? 'a' : 'bc'] as const)
    write([NUMBER('x'), { kind: 'text', name: 'y', length: 2 }], rows)
    const { n, columns, target } = readRecords(path, 'y', 'classification')
    expect(n).toBe(100_000)
    // Arrays as large are compared at once.
    const numbers = Buffer.from(Float64Array.from(rows, ([value]) => value).buffer)
    const codes = Buffer.from(Int32Array.from(rows, (_, row) => row % 2).buffer)
    if (columns[0].kind !== 'numeric' || target.kind !== 'classes') throw new Error('other kinds')
    expect(Buffer.from(columns[0].values.buffer).equals(numbers)).toBe(true)
    expect(Buffer.from(target.codes.buffer).equals(codes)).toBe(true)
  })

  it('is read as NumPy writes it', () => {
    const data = Buffer.alloc(2 * 16)
    for (const row of [0, 1]) {
      data.writeDoubleLE(row + 0.5, 16 * row)
      data.writeUInt32LE(0x61 + row, 16 * row + 8)
    }
    numpy("{'descr': [('x', '<f8'), (\"y's\", '<U2')], 'fortran_order': False, 'shape': (2,), }", data)
    expect(isRecordFile(path)).toBe(true)
    const { columns, target } = readRecords(path, "y's", 'classification')
    expect(columns).toEqual([{ kind: 'numeric', name: 'x', values: Float64Array.of(0.5, 1.5) }])
    expect(target).toMatchObject({ classes: ['a', 'b'] })
  })

  it('has numbers as target, of either task', () => {
    write(
      [NUMBER('x'), NUMBER('y')],
      [
        [1, 0.5],
        [2, 0.25],
      ],
    )
    expect(readRecords(path, 'y', 'regression').target).toEqual({
      kind: 'values',
      name: 'y',
      values: Float64Array.of(0.5, 0.25),
    })
    expect(readRecords(path, 'y', 'classification').target).toMatchObject({ classes: ['0.25', '0.5'] })
  })
})

describe('a structured array that is refused', () => {
  it('has another type of column, or another shape', () => {
    numpy(
      "{'descr': [('x', '<i2'), ('y', '<f8')], 'fortran_order': False, 'shape': (1,), }",
      Buffer.alloc(10),
    )
    expect(refusal()).toBe('d.npy: the column "x" is <i2; allowed: <f8, and <U1 and longer.')
    numpy("{'descr': [('x', '<f8', (2,))], 'fortran_order': False, 'shape': (1,), }", Buffer.alloc(16))
    expect(refusal()).toContain('must have one dimension, and plain columns of <f8 or <U')
    numpy("{'descr': [('x', '<f8')], 'fortran_order': False, 'shape': (1, 1), }", Buffer.alloc(8))
    expect(refusal()).toContain('must have one dimension')
  })

  it('is cut off, or claims what the file cannot hold', () => {
    write([NUMBER('x'), NUMBER('y')], [[1, 2]])
    truncateSync(path, 140)
    expect(refusal()).toMatch(/^d\.npy: 1 records of 16 bytes need 16, the file has \d+\.$/)
    numpy("{'descr': [('x', '<f8')], 'fortran_order': False, 'shape': (999999999999,), }", Buffer.alloc(8))
    expect(refusal()).toBe('d.npy: 999999999999 records of 8 bytes need 7999999999992, the file has 8.')
  })

  it('has a gap or an infinite number where there may be none', () => {
    write(
      [NUMBER('x'), NUMBER('y')],
      [
        [1, 0],
        [2, Number.NaN],
      ],
    )
    expect(refusal()).toBe('d.npy: row 2: the target y is missing: "NaN".')
    write(
      [NUMBER('x'), NUMBER('y')],
      [
        [1, 0],
        [Number.POSITIVE_INFINITY, 1],
      ],
    )
    expect(refusal()).toBe('d.npy: column x, row 2 is infinite.')
  })

  it('has no rows, two columns of a name, or the target alone', () => {
    write([NUMBER('x'), NUMBER('y')], [])
    expect(refusal()).toBe('d.npy: the array has no rows.')
    write([NUMBER('x'), NUMBER('x')], [[1, 2]])
    expect(refusal('x')).toBe('d.npy: two columns are named "x".')
    write([NUMBER('y')], [[1]])
    expect(refusal()).toBe('d.npy: y is the only column.')
  })
})
