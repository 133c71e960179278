import fc from 'fast-check'
import { expect, test } from 'vitest'
import { escapeCsv, escapeJson, escapeText } from '../../../src/report/render/escape.ts'

test('terminal sequences lose their control characters', () => {
  expect(escapeText('\u001b[31mred\u001b[0m\u0007 and \u009b2J')).toBe('[31mred[0m and 2J')
})

test('bidirectional and zero-width marks vanish', () => {
  expect(escapeText('fast\u202eer\u200b\u2066!\ufeff')).toBe('faster!')
})

test('row ends become one space, so that a name cannot start a line', () => {
  expect(escapeText('a\r\nb\u2028c')).toBe('a b c')
})

test('JSON keeps the value and shows no unsafe character', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const json = escapeJson(JSON.stringify({ text }, null, 2))
      expect(JSON.parse(json)).toEqual({ text })
      expect(json).not.toMatch(/[\u0080-\u009f\u202a-\u202e\u2066-\u2069]/u)
    }),
  )
})

test.each(['=1+1', '+cmd', '-cmd', '@SUM(A1)', '＝1'])('CSV text %s cannot become a formula', (text) => {
  expect(escapeCsv(text)).toBe(`'${text}`)
})

test('a formula behind a control character is one too', () => {
  expect(escapeCsv('\t=1+1')).toBe(' =1+1')
  expect(escapeCsv('\u0000=1+1')).toBe("'=1+1")
})

test.each(['-1', '+0.5', 'wine', ''])('CSV text "%s" stays as it is', (text) => {
  expect(escapeCsv(text)).toBe(text)
})
