import { expect, test } from 'vitest'
import { latexNumbers } from '../../../src/report/render/latex-numbers.ts'

test('decimal points stand below each other, and a shared unit in the header', () => {
  expect(latexNumbers(['1.25 ms', '12 ms', '–', '1,234.5 ms'])).toEqual({
    cells: ['1.25', '12\\phantom{.00}', '{--}', '1,234.5\\phantom{0}'],
    unit: 'ms',
    width: 8,
  })
})

test('where units differ, they stay in their cells', () => {
  expect(latexNumbers(['998 µs', '1.01 ms'])).toMatchObject({
    cells: ['998 $\\mu$s', '1.01 ms'],
    unit: undefined,
  })
})

test('powers of ten are written as such', () => {
  expect(latexNumbers(['<1e-8', '1.2e-5', '0.04', '1.5e+7'])).toMatchObject({
    cells: ['$<$\\,$10^{-8}$', '1.2\\,$\\times$\\,$10^{-5}$', '0.04', '1.5\\,$\\times$\\,$10^{7}$'],
    unit: undefined,
  })
})

test('signs, shares and rates have their units too', () => {
  expect(latexNumbers(['+1.2 MB', '−3.0 MB'])).toMatchObject({ cells: ['+1.2', '$-$3.0'], unit: 'MB' })
  expect(latexNumbers(['1.5 %', '20 %'])).toMatchObject({ cells: ['1.5', '20\\phantom{.0}'], unit: '%' })
  expect(latexNumbers(['105/s'])).toMatchObject({ cells: ['105'], unit: '/s' })
})
