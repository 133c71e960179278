import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import type { Column, Target } from '../../src/data/dataset.ts'
import { classesByAppearance, rowsHash } from '../../src/data/rows-hash.ts'
import { testRowsHash } from '../../src/data/split-hash.ts'

const numeric = (...values: number[]): Column => ({
  kind: 'numeric',
  name: 'x',
  values: Float64Array.from(values),
})
const classes = (names: readonly string[], ...codes: number[]): Target & { kind: 'classes' } => ({
  kind: 'classes',
  name: 'y',
  classes: names,
  codes: Int32Array.from(codes),
})
const Y = classes(['a', 'b'], 1, 0, 1)

test('the bytes are those of the definition', () => {
  const text: Column = { kind: 'categorical', name: 'c', levels: ['é', 'z'], codes: Int32Array.of(1, -1, 0) }
  const bytes = [
    '000000000000f03f', // 1
    '0000000000000000', // −0
    '000000000000f87f', // missing
    '7a00', // z
    '00', // missing
    'c3a900', // é
    '000000000100000000000000', // b first, then a
  ].join('')
  const expected = createHash('sha256').update(Buffer.from(bytes, 'hex')).digest('hex')
  expect(rowsHash({ columns: [numeric(1, -0, Number.NaN), text], target: Y })).toBe(expected)
})

test('names of classes do not matter, their rows do', () => {
  const columns = [numeric(1, 2, 3)]
  const hash = rowsHash({ columns, target: Y })
  expect(rowsHash({ columns, target: classes(['0', '1'], 0, 1, 0) })).toBe(hash)
  expect(rowsHash({ columns, target: classes(['0', '1'], 0, 1, 1) })).not.toBe(hash)
  expect(classesByAppearance(Y)).toEqual(['b', 'a'])
})

test('values and the order of rows and columns matter', () => {
  const hashes = [
    [numeric(1, 2, 3), numeric(4, 5, 6)],
    [numeric(4, 5, 6), numeric(1, 2, 3)],
    [numeric(2, 1, 3), numeric(5, 4, 6)],
    [numeric(1, 2, 3 + Number.EPSILON * 2), numeric(4, 5, 6)],
  ].map((columns) => rowsHash({ columns, target: Y }))
  expect(new Set(hashes).size).toBe(4)
})

test('a split is the rows that it tests, in any order', () => {
  const bytes = Buffer.from('020000000500000000000100', 'hex')
  expect(testRowsHash([5, 65_536, 2])).toBe(createHash('sha256').update(bytes).digest('hex'))
  expect(testRowsHash([5, 2])).not.toBe(testRowsHash([5, 3]))
})
