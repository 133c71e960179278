import fc from 'fast-check'
import { expect, test } from 'vitest'
import { partitionRows } from '../../../src/knn/tree/partition.ts'
import { matrix, problems } from '../matrices.ts'

test('the leaves hold every row once, none more than leaf_size', () => {
  fc.assert(
    fc.property(problems, ({ X, leaf_size }) => {
      const { nodes, order } = partitionRows(X, leaf_size)
      const leaves = nodes.filter((node) => node.children === 0).toSorted((a, b) => a.start - b.start)
      expect(order.toSorted()).toEqual(Int32Array.from({ length: X.rows }, (_, row) => row))
      expect(leaves.map((leaf) => leaf.start)).toEqual([0, ...leaves.slice(0, -1).map((leaf) => leaf.end)])
      expect(Math.max(...leaves.map((leaf) => leaf.end - leaf.start))).toBeLessThanOrEqual(leaf_size)
    }),
  )
})

test('each node knows the smallest training index within', () => {
  fc.assert(
    fc.property(problems, ({ X, leaf_size }) => {
      const { nodes, order } = partitionRows(X, leaf_size)
      for (const { start, end, least_index } of nodes) {
        expect(least_index).toBe(Math.min(...order.subarray(start, end)))
      }
    }),
  )
})

test('a cut falls where the key changes: the rare level of a one-hot feature gets a part of its own', () => {
  const X = matrix(
    1,
    Array.from({ length: 40 }, (_, row) => [row % 10 === 3 ? 1 : 0]),
  )
  const { nodes, order } = partitionRows(X, 36)
  expect(nodes.map(({ start, end }) => end - start)).toEqual([40, 36, 4])
  expect([...order.subarray(36)].toSorted((a, b) => a - b)).toEqual([3, 13, 23, 33])
})

test('depth stays small when hundreds of rare levels could be taken off one by one', () => {
  const X = matrix(
    300,
    Array.from({ length: 600 }, (_, row) => Array.from({ length: 300 }, (_cell, f) => (row === f ? 1 : 0))),
  )
  expect(partitionRows(X, 8).depth).toBeLessThanOrEqual(64 + 7)
})
