import fc from 'fast-check'
import { expect, test } from 'vitest'
import { allocateBuffers, NearestLists } from '../../src/knn/nearest-lists.ts'

test('keeps the k smallest under (value, index), whatever the order of the offers', () => {
  const rows = fc.uniqueArray(fc.tuple(fc.integer({ min: 0, max: 5 }), fc.nat(999)), {
    minLength: 1,
    selector: ([, index]) => index,
  })
  fc.assert(
    fc.property(rows, fc.nat(), (offers, size) => {
      const k = 1 + (size % offers.length)
      const buffers = allocateBuffers(1, k)
      const lists = new NearestLists(buffers, k)
      for (const [value, index] of offers) lists.offer(value, index)
      lists.sort()
      const expected = offers.toSorted(([v, i], [w, j]) => v - w || i - j).slice(0, k)
      expect([...buffers.values]).toEqual(expected.map(([value]) => value))
      expect([...buffers.indices]).toEqual(expected.map(([, index]) => index))
    }),
  )
})

test('a list taken up again goes on where it was left', () => {
  const buffers = allocateBuffers(2, 1)
  const lists = new NearestLists(buffers, 1)
  lists.open(0)
  lists.offer(5, 0)
  lists.open(1)
  lists.offer(3, 0)
  lists.open(0)
  expect(lists.worstValue()).toBe(5)
  expect(lists.offer(4, 1)).toBe(4)
  expect([...buffers.indices]).toEqual([1, 0])
})

test('an equal value is excluded only with a larger index', () => {
  const lists = new NearestLists(allocateBuffers(1, 1), 1)
  lists.offer(2, 7)
  expect([lists.excludes(2, 6), lists.excludes(2, 8), lists.excludes(1, 8), lists.excludes(3, 6)]).toEqual([
    false,
    true,
    false,
    true,
  ])
})
