import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ValueHeap } from '../../../src/knn/hnsw/value-heap.ts'

const rows = fc.array(fc.tuple(fc.integer({ min: 0, max: 5 }), fc.nat(40)), { maxLength: 40 })

test.each([
  ['nearest-first', 1],
  ['farthest-first', -1],
] as const)('%s gives rows in the order of value and index', (order, sign) => {
  fc.assert(
    fc.property(rows, (all) => {
      const heap = new ValueHeap(order, all.length)
      for (const [value, row] of all) heap.push(value, row)
      const taken: [number, number][] = []
      for (; heap.size > 0; heap.pop()) taken.push([heap.topValue + 0, heap.topRow + 0])
      expect(taken).toEqual(all.toSorted((a, b) => sign * (a[0] - b[0] || a[1] - b[1])))
    }),
  )
})

test('pushes and pops may take turns', () => {
  const heap = new ValueHeap('nearest-first', 3)
  heap.push(2, 7)
  heap.push(1, 9)
  heap.pop()
  heap.push(3, 1)
  heap.push(1.5, 4)
  expect([heap.topValue, heap.topRow, heap.size]).toEqual([1.5, 4, 3])
  heap.clear()
  expect(heap.size).toBe(0)
})
