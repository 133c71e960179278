import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { choosePinning, parseCoreList, pinnedWords } from '../../src/runner/pinning.ts'

test.each<[string, number[]]>([
  ['0', [0]],
  ['0-3', [0, 1, 2, 3]],
  ['0-1,4,6-7\n', [0, 1, 4, 6, 7]],
  ['10-11', [10, 11]],
  ['', []],
])('the core list %j is %j', (list, cores) => {
  expect(parseCoreList(list)).toEqual(cores)
})

describe('engines get the last cores, the host the others', () => {
  test('one thread of two cores', () => {
    expect(choosePinning([0, 1], 1)).toEqual({ engine_cores: [1], host_cores: [0], all_cores: [0, 1] })
  })

  test('core numbers need not be contiguous', () => {
    expect(choosePinning([2, 5, 9], 2)).toEqual({
      engine_cores: [5, 9],
      host_cores: [2],
      all_cores: [2, 5, 9],
    })
  })

  test('a single core is shared', () => {
    expect(choosePinning([3], 1)).toEqual({ engine_cores: [3], host_cores: [3], all_cores: [3] })
  })

  test('more threads than cores take all of them, and share them with the host', () => {
    expect(choosePinning([0, 1], 8)).toEqual({
      engine_cores: [0, 1],
      host_cores: [0, 1],
      all_cores: [0, 1],
    })
  })

  test('where no core is known nothing is pinned', () => {
    expect(choosePinning([], 1)).toBeUndefined()
  })
})

test('as many cores as threads, where there are as many', () => {
  const cores = fc.uniqueArray(fc.nat({ max: 255 }), { minLength: 1, maxLength: 64 })
  fc.assert(
    fc.property(cores, fc.integer({ min: 1, max: 100 }), (allowed, threads) => {
      const pinning = choosePinning(allowed, threads)
      expect(pinning?.engine_cores).toHaveLength(Math.min(threads, allowed.length))
      expect(pinning?.host_cores.length).toBeGreaterThan(0)
      expect(allowed).toEqual(expect.arrayContaining([...(pinning?.engine_cores ?? [])]))
    }),
  )
})

test('a pinned command begins with taskset, an unpinned one is left alone', () => {
  expect(pinnedWords(['node', 'x.js'], [2, 3])).toEqual(['taskset', '-c', '2,3', 'node', 'x.js'])
  expect(pinnedWords(['node', 'x.js'], undefined)).toEqual(['node', 'x.js'])
})
