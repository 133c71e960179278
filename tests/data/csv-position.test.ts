import fc from 'fast-check'
import { expect, it } from 'vitest'
import { cellAtOffset, cellPosition } from '../../src/data/csv-position.ts'

const quote = (text: string) => `"${text.replaceAll('"', '""')}"`
const cell = fc
  .string({ unit: fc.constantFrom('a', 'ü', ' ', ',', '"', '\n', '\r\n', '\r'), maxLength: 6 })
  .map(quote)
const table = fc.record({
  rows: fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 6 }),
  emptyLines: fc.array(fc.nat(2), { minLength: 6, maxLength: 6 }),
  end: fc.constantFrom('\n', '\r\n', '\r'),
  at: fc.record({ record: fc.nat(5), field: fc.nat(2) }),
})

/** Physical lines are what an editor shows. */
const lineAfter = (text: string) => text.split(/\r\n|\n|\r/).length

it('finds any cell of any table, whatever is quoted before it', () => {
  fc.assert(
    fc.property(table, ({ rows, emptyLines, end, at }) => {
      const record = at.record % rows.length
      const lines = rows.map((cells, i) => `${end.repeat(emptyLines[i])}${cells.join(',')}${end}`)
      const before = lines.slice(0, record).join('') + end.repeat(emptyLines[record])
      const beforeCell =
        before +
        rows[record]
          .slice(0, at.field)
          .map((text) => `${text},`)
          .join('')
      const text = [Buffer.from(lines.join(''))]
      const expected = { line: lineAfter(beforeCell), column: at.field + 1 }
      expect(cellPosition(text, ',', record, at.field)).toEqual(expected)
      expect(cellAtOffset(text, ',', Buffer.byteLength(beforeCell))).toEqual(expected)
    }),
  )
})
