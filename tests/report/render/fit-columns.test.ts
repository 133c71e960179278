import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fitColumns } from '../../../src/report/render/fit-columns.ts'

const column = fc
  .record({
    least: fc.integer({ min: 1, max: 20 }),
    more: fc.integer({ min: 0, max: 30 }),
    priority: fc.integer({ min: 0, max: 5 }),
  })
  .map(({ least, more, priority }) => ({ least, natural: least + more, priority }))

test('columns keep at least what they need, and priority 0 is never dropped', () => {
  fc.assert(
    fc.property(
      fc.array(column, { minLength: 1, maxLength: 10 }),
      fc.integer({ min: 20, max: 120 }),
      (columns, width) => {
        const { widths, dropped } = fitColumns(columns, width)
        for (const [index, shown] of widths) {
          expect(shown).toBeGreaterThanOrEqual(columns[index].least)
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
  const columns = [0, 2, 5, 5].map((priority) => ({ natural: 10, least: 10, priority }))
  expect(fitColumns(columns, 36).dropped).toEqual([3])
})
