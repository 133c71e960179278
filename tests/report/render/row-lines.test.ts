import { expect, test } from 'vitest'
import { rowLines } from '../../../src/report/render/row-lines.ts'

const COLUMNS = [
  { width: 5, alignment: 'left' },
  { width: 4, alignment: 'right' },
] as const

test('cells stand in their columns, texts left and numbers right', () => {
  expect(rowLines(['ab', '12'], COLUMNS, 2)).toEqual(['ab       12'])
})

test('a row is as high as its highest cell, and the others have nothing below', () => {
  expect(rowLines(['a\nbc\nd', '1'], COLUMNS, 1)).toEqual(['a        1', 'bc        ', 'd         '])
})

test('colours take no room, wide letters two columns', () => {
  expect(rowLines(['\u001b[32mab\u001b[39m', '1'], COLUMNS, 1)).toEqual(['\u001b[32mab\u001b[39m       1'])
  expect(rowLines(['中文', '1'], COLUMNS, 1)).toEqual(['中文     1'])
})

test('a text that is too wide is not cut', () => {
  expect(rowLines(['abcdefg', '1'], COLUMNS, 1)).toEqual(['abcdefg    1'])
})
