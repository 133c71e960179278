import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fitColumns } from '../../../src/report/render/fit-columns.ts'

const column = fc
  .record({
    tight: fc.integer({ min: 1, max: 20 }),
    name: fc.integer({ min: 0, max: 10 }),
    more: fc.integer({ min: 0, max: 30 }),
    priority: fc.integer({ min: 0, max: 5 }),
  })
  .map(({ tight, name, more, priority }) => ({
    tight,
    least: tight + name,
    natural: tight + name + more,
    priority,
  }))

test('columns keep at least what they need, and priority 0 is never dropped', () => {
  fc.assert(
    fc.property(
      fc.array(column, { minLength: 1, maxLength: 10 }),
      fc.integer({ min: 20, max: 120 }),
      (columns, width) => {
        const { widths, dropped } = fitColumns(columns, width)
        for (const [index, shown] of widths) {
          expect(shown).toBeGreaterThanOrEqual(columns[index].tight)
          expect(shown).toBeLessThanOrEqual(columns[index].natural)
        }
        for (const index of dropped) expect(columns[index].priority).toBeGreaterThan(0)
        expect([...widths.keys(), ...dropped].sort((a, b) => a - b)).toEqual(columns.map((_, i) => i))
      },
    ),
  )
})

test('the line fits unless only columns of priority 0 are left', () => {
  fc.assert(
    fc.property(
      fc.array(column, { minLength: 1, maxLength: 10 }),
      fc.integer({ min: 20, max: 120 }),
      (columns, width) => {
        const { widths, gap } = fitColumns(columns, width)
        const line = [...widths.values()].reduce((sum, one) => sum + one + gap, -gap)
        const onlyNeeded = [...widths.keys()].every((index) => columns[index].priority === 0)
        expect(line <= width || onlyNeeded).toBe(true)
      },
    ),
  )
})

test('the last of the least needed columns goes first', () => {
  const columns = [0, 2, 5, 5].map((priority) => ({ natural: 10, least: 10, tight: 10, priority }))
  expect(fitColumns(columns, 36).dropped).toEqual([3])
})

test('names are broken where that saves a needed column, and only then', () => {
  const name = { natural: 17, least: 17, tight: 9, priority: 0 }
  const needed = { natural: 8, least: 8, tight: 8, priority: 1 }
  expect([...fitColumns([name, needed], 27).widths.values()]).toEqual([17, 8])
  expect(fitColumns([name, needed], 20)).toMatchObject({ dropped: [], gap: 1 })
  expect([...fitColumns([name, needed], 20).widths.values()]).toEqual([11, 8])
  expect(fitColumns([name, needed], 17)).toMatchObject({ dropped: [1], whole_width: 27 })
})
