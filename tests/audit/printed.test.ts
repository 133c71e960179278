import { expect, test } from 'vitest'
import { PRINTED, printed } from '../../src/audit/printed.ts'

test('the last printed digit says how exact a number is', () => {
  expect(printed('0.7923')).toEqual({ text: '0.7923', value: 0.7923, low: 0.79225, high: 0.79235 })
  expect(printed('0.7920')).toMatchObject({ low: 0.79195, high: 0.79205 })
  expect(printed('18450')).toMatchObject({ low: 18449.5, high: 18450.5 })
  expect(printed('1,845.2')).toMatchObject({ value: 1845.2, low: 1845.15, high: 1845.25 })
  expect(printed('-0.0086')).toMatchObject({ low: -0.00865, high: -0.00855 })
  expect(printed('−0.0086')).toMatchObject({ value: -0.0086 })
  expect(printed('4e-6')).toMatchObject({ low: 3.5e-6, high: 4.5e-6 })
})

test('a percentage is a share with two more digits', () => {
  expect(printed('+0.64 %')).toMatchObject({ value: 0.0064, low: 0.00635, high: 0.00645 })
  expect(printed('89%')).toMatchObject({ low: 0.885, high: 0.895 })
})

test('a bound is a bound', () => {
  expect(printed('<0.001')).toMatchObject({ low: -Infinity, high: 0.001 })
  expect(printed('> 3')).toMatchObject({ low: 3, high: Infinity })
})

test.each(['', 'n/a', '0.1.2', '1,23', '12ms', '1e', '0x10', 'NaN', '1_000'])(
  '%j is no printed number',
  (text) => {
    expect(PRINTED.test(text)).toBe(false)
    expect(() => printed(text)).toThrow(RangeError)
  },
)
