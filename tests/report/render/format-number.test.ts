import { describe, expect, test } from 'vitest'
import {
  formatInterval,
  formatNumber,
  formatTime,
  sharedTimeUnit,
} from '../../../src/report/render/format-number.ts'

describe('times', () => {
  test.each([
    [0, '0 ns'],
    [412, '412 ns'],
    [999.6, '1.00 µs'],
    [1_234, '1.23 µs'],
    [970_000, '970 µs'],
    [999_900, '1.00 ms'],
    [38_900_000, '38.9 ms'],
    [1_500_000_000, '1.50 s'],
    [4_180_000_000_000, '4,180 s'],
  ])('%f ns is %s', (value, shown) => {
    expect(formatNumber(value, 'ns')).toBe(shown)
  })

  test('share the unit of the largest where the smallest stays readable in it', () => {
    const unit = sharedTimeUnit([210_000, 38_900_000])
    expect(formatTime(210_000, unit)).toBe('0.210 ms')
  })

  test('keep their own units where the smallest would vanish', () => {
    expect(sharedTimeUnit([45_900, 1_750_000])).toBeUndefined()
  })
})

test.each([
  [0, '0 B'],
  [512, '512 B'],
  [300_000, '300 kB'],
  [1_234_567, '1.2 MB'],
  [99_960_000, '100 MB'],
  [2_500_000_000, '2.5 GB'],
])('%i bytes is %s', (value, shown) => {
  expect(formatNumber(value, 'bytes')).toBe(shown)
})

test('growth carries its sign', () => {
  expect([1_200_000, 0, -300_000].map((value) => formatNumber(value, 'growth'))).toEqual([
    '+1.2 MB',
    '0 B',
    '−300 kB',
  ])
})

test.each([
  [4.6123, '4.61'],
  [0.99951, '1.00'],
  [0.02497, '0.0250'],
  [12_345, '12,300'],
])('the ratio %f is %s', (value, shown) => {
  expect(formatNumber(value, 'ratio')).toBe(shown)
})

test.each([
  [3e-12, '<1e-8'],
  [2.34e-5, '2.3e-5'],
  [0.0134, '0.013'],
  [0.304, '0.30'],
  [1, '1'],
])('the p value %f is %s', (value, shown) => {
  expect(formatNumber(value, 'p')).toBe(shown)
})

test('counts are grouped without a locale, shares are percent, scores have four decimals', () => {
  expect([
    formatNumber(91_200, 'count'),
    formatNumber(0.0213, 'share'),
    formatNumber(0.98245, 'score'),
  ]).toEqual(['91,200', '2.1 %', '0.9825'])
})

describe('intervals', () => {
  test.each([
    [4.4213, 4.8004, '4.42 – 4.80'],
    [0.9871, 1.0693, '0.99 – 1.07'],
    [0.9982, 1.0021, '0.998 – 1.002'],
    [0.0242, 0.0261, '0.024 – 0.026'],
    [36.31, 36.84, '36.3 – 36.8'],
    [0.0423, 13.81, '0.04 – 13.8'],
    [0.00004, 756.2, '4e-5 – 756'],
    [0, 2.5, '0.00 – 2.50'],
  ])('%f to %f is %s', (low, high, shown) => {
    expect(formatInterval(low, high, 'ratio')).toBe(shown)
  })
})

test('the ends of an interval of times share a unit where both are readable in it', () => {
  expect([
    formatInterval(1.2e6, 3.45e6, 'ns'),
    formatInterval(400e3, 1.6e6, 'ns'),
    formatInterval(90, 2e9, 'ns'),
    formatInterval(0, 0, 'ns'),
  ]).toEqual(['1.20 – 3.45 ms', '0.400 – 1.60 ms', '90 ns – 2.00 s', '0 ns – 0 ns'])
})
