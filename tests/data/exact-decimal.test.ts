import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compareDecimals, decimalText, exactDecimal } from '../../src/data/exact-decimal.ts'

const compare = (a: string, b: string) => Math.sign(compareDecimals(exactDecimal(a), exactDecimal(b)))

test.each([
  ['1', '1.0', 0],
  ['+1', '10e-1', 0],
  ['.5', '0.50', 0],
  ['-0', '0e5', 0],
  ['9007199254740993', '9007199254740992', 1],
  ['-9007199254740993', '-9007199254740992', -1],
  ['1e-400', '0', 1],
  ['-1e-400', '0', -1],
  ['-1', '1', -1],
  ['12', '3', 1],
  ['0.12', '0.123', -1],
] as const)('%s against %s is %s', (a, b, order) => {
  expect(compare(a, b)).toBe(order)
  expect(compare(b, a)).toBe(order === 0 ? 0 : -order)
})

test('orders as whole numbers of any length do', () => {
  const whole = fc.bigInt({ min: -(10n ** 25n), max: 10n ** 25n })
  fc.assert(
    fc.property(whole, whole, (a, b) => {
      expect(compare(String(a), String(b))).toBe(a < b ? -1 : a > b ? 1 : 0)
    }),
  )
})

test('is written so that it reads as the same number', () => {
  const literal = fc.tuple(fc.bigInt(), fc.integer({ min: -400, max: 300 })).map(([n, e]) => `${n}e${e}`)
  fc.assert(
    fc.property(literal, (text) => {
      expect(compare(decimalText(exactDecimal(text)), text)).toBe(0)
    }),
  )
  expect(
    ['12345678901234567890', '-1.50e-400', '1e400'].map((text) => decimalText(exactDecimal(text))),
  ).toEqual(['12345678901234567890', '-1.5e-400', '1e400'])
})
