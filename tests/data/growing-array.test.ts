import { expect, it } from 'vitest'
import { GrowingFloat64, GrowingInt32 } from '../../src/data/growing-array.ts'
import { read } from './hostile-reading.ts'

it.each([0, 1, 1024, 1025, 65_536, 200_000])('keeps %i numbers in order, across its blocks', (count) => {
  const expected = Int32Array.from({ length: count }, (_, i) => i)
  const integers = new GrowingInt32()
  const floats = new GrowingFloat64()
  for (const value of expected) {
    integers.push(value)
    floats.push(value / 2)
  }
  expect(integers.length).toBe(count)
  expect(integers.take()).toEqual(expected)
  expect(floats.take()).toEqual(Float64Array.from(expected, (value) => value / 2))
})

it('is empty after it gave its numbers away, and takes new ones', () => {
  const array = new GrowingInt32()
  array.push(1)
  array.take()
  expect(array.length).toBe(0)
  array.push(2)
  expect(array.take()).toEqual(Int32Array.of(2))
})

it('a column of which the first text comes late has a missing cell for every row before', () => {
  const { columns } = read(`a,b,y\n${',1,0\n'.repeat(3000)}x,2,1\n`)
  const codes = new Int32Array(3001).fill(-1)
  codes[3000] = 0
  expect(columns[0]).toEqual({ kind: 'categorical', name: 'a', levels: ['x'], codes })
})
