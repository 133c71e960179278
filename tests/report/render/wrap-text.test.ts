import fc from 'fast-check'
import { expect, test } from 'vitest'
import { displayWidth, hangingText, wrapText } from '../../../src/report/render/wrap-text.ts'

test('no word is lost or cut', () => {
  fc.assert(
    fc.property(
      fc.array(fc.stringMatching(/^[a-z]{1,12}$/), { minLength: 1 }),
      fc.integer({ min: 5, max: 40 }),
      (words, width) => {
        const lines = wrapText(words.join(' '), width)
        expect(lines.join(' ')).toBe(words.join(' '))
        for (const line of lines) expect(line.length <= width || !line.includes(' ')).toBe(true)
      },
    ),
  )
})

test('later lines hang below the first word', () => {
  expect(hangingText('  ¹ ', 'one two three four five six', 24)).toBe('  ¹ one two three four\n    five six')
})

test('color takes no width, wide letters take two', () => {
  expect([displayWidth('\u001b[31mred\u001b[39m'), displayWidth('数x'), displayWidth('e\u0301')]).toEqual([
    3, 3, 1,
  ])
})

test('a number stays with its unit and an interval in one piece', () => {
  expect(wrapText('less than 5 % of 0.99 – 1.07 here', 12)).toEqual([
    'less than',
    '5 % of',
    '0.99 – 1.07',
    'here',
  ])
})

test('hyphens are broken only where asked', () => {
  expect([
    wrapText('tie-equivalent (2 rows)', 10),
    wrapText('tie-equivalent (2 rows)', 10, 'hyphens'),
  ]).toEqual([
    ['tie-equivalent', '(2 rows)'],
    ['tie-', 'equivalent', '(2 rows)'],
  ])
})
