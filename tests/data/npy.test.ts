import { readdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  decodeNpy,
  decodeTargets,
  npyBytes,
  readIntegers,
  readMatrix,
  readNpy,
  sha256File,
  writeNpy,
} from '../../src/data/npy.ts'
import { NpyError } from '../../src/data/npy-header.ts'
import { temporaryFolder } from './temporary-folder.ts'

const folder = temporaryFolder()

/** A format 1 file with any header and any data. */
function rawFile(name: string, header: string, data: ArrayBufferView | Uint8Array, version = 1): string {
  const start = version === 1 ? Buffer.alloc(10) : Buffer.alloc(12)
  start.write('\x93NUMPY', 'latin1')
  start[6] = version
  if (version === 1) start.writeUInt16LE(header.length, 8)
  else start.writeUInt32LE(header.length, 8)
  const path = join(folder, name)
  writeFileSync(path, Buffer.concat([start, Buffer.from(header, 'latin1'), Buffer.from(data.buffer)]))
  return path
}

const headerOf = (descr: string, shape: string, order = 'False') =>
  `{'descr': '${descr}', 'fortran_order': ${order}, 'shape': (${shape}), }\n`

describe('writeNpy and readNpy', () => {
  it('give back every float64, with its bits', () => {
    const path = join(folder, 'floats.npy')
    const values = fc.array(fc.double(), { maxLength: 50 })
    fc.assert(
      fc.property(values, (numbers) => {
        writeNpy(path, { shape: [numbers.length], data: Float64Array.from(numbers) })
        expect(readNpy(path)).toEqual({
          dtype: '<f8',
          shape: [numbers.length],
          data: Float64Array.from(numbers),
        })
      }),
    )
  })

  it('give back int32 of any shape', () => {
    const path = join(folder, 'codes.npy')
    writeNpy(path, { shape: [2, 1, 2], data: Int32Array.of(1, -2, 2 ** 31 - 1, -(2 ** 31)) })
    expect(readNpy(path)).toEqual({
      dtype: '<i4',
      shape: [2, 1, 2],
      data: Int32Array.of(1, -2, 2147483647, -2147483648),
    })
  })

  it('write the very bytes that NumPy writes', () => {
    const expected = `\x93NUMPY\x01\x00v\x00{'descr': '<i4', 'fortran_order': False, 'shape': (2,), }`
    const bytes = Buffer.from(npyBytes({ shape: [2], data: Int32Array.of(1, 2) }))
    expect(bytes.length).toBe(128 + 8)
    expect(bytes.toString('latin1', 0, expected.length)).toBe(expected)
    expect(bytes.toString('latin1', expected.length, 128)).toBe(`${' '.repeat(127 - expected.length)}\n`)
  })

  it('write into the file itself, so that nothing else can stay of them', () => {
    const path = join(folder, 'clean.npy')
    writeNpy(path, { shape: [2], data: Float64Array.of(1, 2) })
    const { ino } = statSync(path)
    writeNpy(path, { shape: [1], data: Float64Array.of(3) })
    expect(statSync(path).ino).toBe(ino)
    expect(readNpy(path).data).toEqual(Float64Array.of(3))
    expect(readdirSync(folder).filter((name) => !name.endsWith('.npy'))).toEqual([])
  })

  it('write only a view, not the buffer behind it', () => {
    const path = join(folder, 'view.npy')
    writeNpy(path, { shape: [2], data: Float64Array.of(1, 2, 3, 4).subarray(1, 3) })
    expect(readNpy(path).data).toEqual(Float64Array.of(2, 3))
    expect(readFileSync(path)).toEqual(Buffer.from(npyBytes({ shape: [2], data: Float64Array.of(2, 3) })))
  })
})

describe('decodeNpy and decodeTargets', () => {
  it('read bytes as the file is read, wherever in memory they begin', () => {
    const codes = Int32Array.of(1, -2, 3)
    const bytes = npyBytes({ shape: [3], data: codes })
    const shifted = Buffer.concat([Buffer.from('x'), bytes]).subarray(1)
    expect(decodeNpy(shifted, 'codes')).toEqual({ dtype: '<i4', shape: [3], data: codes })
    expect(decodeTargets(shifted, 'codes')).toEqual(codes)
  })

  it('name what was read when it is not an array', () => {
    expect(() => decodeNpy(Buffer.from('no array at all'), 'here.npy')).toThrow(
      'here.npy: this is not an .npy',
    )
  })

  it('give the numbers of a regression as they are', () => {
    const numbers = Float64Array.of(1, -2.5)
    expect(decodeTargets(npyBytes({ shape: [2], data: numbers }), 'here.npy')).toEqual(numbers)
  })
})

describe('readMatrix', () => {
  it('turns float32 and integers into float64', () => {
    expect(readMatrix(rawFile('f4.npy', headerOf('<f4', '1, 2'), Float32Array.of(0.5, 3)))).toEqual({
      rows: 1,
      columns: 2,
      values: Float64Array.of(0.5, 3),
    })
    expect(readMatrix(rawFile('i8.npy', headerOf('<i8', '2, 1'), BigInt64Array.of(7n, -7n))).values).toEqual(
      Float64Array.of(7, -7),
    )
  })

  it('transposes Fortran order', () => {
    const path = rawFile('fortran.npy', headerOf('<f8', '2, 3', 'True'), Float64Array.of(1, 4, 2, 5, 3, 6))
    expect(readMatrix(path)).toEqual({ rows: 2, columns: 3, values: Float64Array.of(1, 2, 3, 4, 5, 6) })
  })

  it('reads format 2', () => {
    const path = rawFile('v2.npy', headerOf('<f8', '1, 1'), Float64Array.of(9), 2)
    expect(readMatrix(path).values).toEqual(Float64Array.of(9))
  })

  it('refuses other than two dimensions', () => {
    const path = rawFile('flat.npy', headerOf('<f8', '2,'), Float64Array.of(1, 2))
    expect(() => readMatrix(path)).toThrow('the array has 1 dimensions; allowed: 2')
  })
})

describe('readIntegers', () => {
  it('narrows int64 that fit', () => {
    expect(readIntegers(rawFile('narrow.npy', headerOf('<i8', '2,'), BigInt64Array.of(-1n, 5n)))).toEqual(
      Int32Array.of(-1, 5),
    )
  })

  it('refuses int64 that do not', () => {
    const path = rawFile('wide.npy', headerOf('<i8', '1,'), BigInt64Array.of(2n ** 31n))
    expect(() => readIntegers(path)).toThrow('the value 2147483648 does not fit into int32.')
  })

  it('refuses floats', () => {
    const path = rawFile('float.npy', headerOf('<f8', '1,'), Float64Array.of(1))
    expect(() => readIntegers(path)).toThrow('dtype <f8 where integers are needed; allowed: <i4, <i8.')
  })
})

describe('a file that is not what it says', () => {
  it.each(['|b1', '>f8', '<U5', '|O'])('dtype %s is refused by name', (dtype) => {
    const path = rawFile('dtype.npy', headerOf(dtype, '1,'), Float64Array.of(1))
    expect(() => readNpy(path)).toThrow(`dtype ${dtype}; allowed: <f8, <f4, <i4, <i8.`)
  })

  it('a structured dtype is refused', () => {
    const header = "{'descr': [('a', '<f8')], 'fortran_order': False, 'shape': (1,), }\n"
    expect(() => readNpy(rawFile('struct.npy', header, Float64Array.of(1)))).toThrow(
      'dtype a structured dtype; allowed',
    )
  })

  it('a shape of terabytes is refused before memory is taken', () => {
    const path = rawFile('huge.npy', headerOf('<f8', '1000000, 1000000'), Float64Array.of(1))
    expect(() => readNpy(path)).toThrow(
      'shape (1000000, 1000000) of <f8 needs 8000000000000 bytes, the file has 8.',
    )
  })

  it('a shape beyond exact integers is refused', () => {
    const path = rawFile('absurd.npy', headerOf('<f8', `${10 ** 15}, ${10 ** 15}`), Float64Array.of(1))
    expect(() => readNpy(path)).toThrow('is larger than any file')
  })

  it('a header longer than the file is refused', () => {
    const path = rawFile('header.npy', headerOf('<f8', '1,'), Float64Array.of(1), 2)
    const bytes = readFileSync(path)
    bytes.writeUInt32LE(2 ** 32 - 1, 8)
    writeFileSync(path, bytes)
    expect(() => readNpy(path)).toThrow('the header claims 4294967295 bytes')
  })

  it('a cut file is refused, at every length', () => {
    const path = join(folder, 'cut.npy')
    for (
      let length = npyBytes({ shape: [2], data: Float64Array.of(1, 2) }).length - 1;
      length >= 0;
      length--
    ) {
      writeNpy(path, { shape: [2], data: Float64Array.of(1, 2) })
      truncateSync(path, length)
      expect(() => readNpy(path)).toThrow(NpyError)
    }
  })

  it('bytes after the data are refused', () => {
    const path = rawFile('long.npy', headerOf('<f8', '1,'), Float64Array.of(1, 2))
    expect(() => readNpy(path)).toThrow('needs 8 bytes, the file has 16')
  })

  it('another format is named', () => {
    writeFileSync(join(folder, 'text.npy'), 'this is text, not an array')
    expect(() => readNpy(join(folder, 'text.npy'))).toThrow('this is not an .npy file')
    expect(() => readNpy(rawFile('v3.npy', headerOf('<f8', '1,'), Float64Array.of(1), 3))).toThrow(
      'allowed: 1.0, 2.0',
    )
  })
})

describe('sha256File', () => {
  it('is the hash of the bytes', () => {
    writeFileSync(join(folder, 'abc'), 'abc')
    expect(sha256File(join(folder, 'abc'))).toBe(
      'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    )
  })
})
