import { statSync } from 'node:fs'
import { basename, join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readMatrix } from '../../src/data/npy.ts'
import { prepareCase } from '../../src/data/prepare-case.ts'
import { rowsName, sampleRows, writeRows } from '../../src/data/sample-rows.ts'
import { temporaryFolder } from './temporary-folder.ts'

describe('sampleRows', () => {
  it('lies within every larger sample of the same seed', () => {
    const sizes = fc.record({
      n: fc.integer({ min: 1, max: 300 }),
      small: fc.nat(300),
      more: fc.nat(300),
      seed: fc.nat(),
    })
    fc.assert(
      fc.property(sizes, ({ n, small, more, seed }) => {
        const larger = new Set(sampleRows(n, small + more, seed))
        expect(Array.from(sampleRows(n, small, seed)).filter((row) => !larger.has(row))).toEqual([])
      }),
    )
  })

  it('is ascending and without repetition', () => {
    const rows = Array.from(sampleRows(1000, 256, 1))
    expect(rows).toEqual([...new Set(rows)].sort((a, b) => a - b))
    expect(rows.length).toBe(256)
  })

  it('is every row for "all", and for more rows than there are', () => {
    expect(sampleRows(4, 'all', 1)).toEqual(Int32Array.of(0, 1, 2, 3))
    expect(sampleRows(4, 9, 1)).toEqual(Int32Array.of(0, 1, 2, 3))
  })

  it('differs between seeds', () => {
    expect(sampleRows(1000, 10, 1)).not.toEqual(sampleRows(1000, 10, 2))
  })
})

describe('writeRows', () => {
  const prepared = prepareCase({
    entry: { kind: 'named', name: 'iris', overrides: {} },
    split: { kind: 'holdout', test_size: 0.2, stratify: true, seed: 42 },
    prepareName: 'default',
    steps: [],
    task: 'classification',
    cacheRoot: temporaryFolder(),
  })

  it('writes the chosen rows of the test matrix', () => {
    const path = writeRows(prepared, Int32Array.of(1, 29), rowsName(2, 7))
    const X_test = readMatrix(join(prepared.directory, 'X_test.npy'))
    expect(basename(path)).toBe('X_rows-2-seed-7.npy')
    expect(readMatrix(path)).toEqual({
      rows: 2,
      columns: 4,
      values: Float64Array.of(...X_test.values.slice(4, 8), ...X_test.values.slice(116, 120)),
    })
  })

  it('writes them once', () => {
    const write = () => writeRows(prepared, Int32Array.of(3), rowsName(1, 1))
    const first = statSync(write()).ino
    expect(statSync(write()).ino).toBe(first)
  })

  it('gives the test matrix itself for all rows', () => {
    expect(basename(writeRows(prepared, sampleRows(30, 'all', 1), rowsName(30, 1)))).toBe('X_test.npy')
  })
})
