import { describe, expect, it } from 'vitest'
import { NO_NUMBERS } from './hostile-words.ts'
import { prepareCsv, refusal } from './prepared-csv.ts'

describe('what only looks like a number', () => {
  const finite = NO_NUMBERS.filter((cell) => !/inf|e400/i.test(cell))
  it.each(finite)('%j is refused among numbers, with the cell and both ways out', (cell) => {
    const written = cell.includes(',') ? `"${cell}"` : cell
    expect(refusal(`a,y\n1,no\n${written},yes\n3,no\n`)).toBe(
      `d.csv:3:1: "${cell}" in column a, which is numeric in the row before. ` +
        `\n  Missing value? Add  missing: ["${cell}"]   Text column? Add  categorical: [a]`,
    )
  })

  it.each(['Infinity', '-Infinity', 'inf', '+INF', '1e400', '-1e309'])(
    '%s is refused as infinite',
    (cell) => {
      expect(refusal(`a,y\n1,no\n${cell},yes\n`)).toBe(
        `d.csv:3:1: "${cell}" in column a is infinite; allowed: finite numbers. ` +
          `\n  Missing value? Add  missing: ["${cell}"]   Not needed? Add  drop: [a]`,
      )
      expect(refusal(`a,y\n1,0\n2,${cell}\n`)).toBe(
        `d.csv:3:2: the target y is infinite: "${cell}". Correct the cell or remove the row.`,
      )
    },
  )

  it('may be one that spaces surround', () => {
    const { rows } = prepareCsv('a,y\n 1 ,no\n"\t2\u00a0",yes\n', { steps: [] })
    expect(rows).toEqual([
      [1, 'no'],
      [2, 'yes'],
    ])
  })

  it.each(['1.', '+1', '.1e1', '10e-1', '1E0', '0001', '1.0000000000000000000001'])('%s is 1', (cell) => {
    expect(prepareCsv(`a,y\n${cell},no\n2,yes\n`, { steps: [] }).rows[0]).toEqual([1, 'no'])
  })

  it('is what float64 can hold of it', () => {
    const cells = ['1e308', '-1e-300', '5e-324', '1e-400', '9007199254740993', '1000000000.0000001', '-0']
    const content = `a,b,y\n${cells.map((cell, i) => `${cell},${i},${i % 2}\n`).join('')}`
    expect(refusal(content, { steps: [] })).toContain('column a reaches 1e+308')
    const { rows } = prepareCsv(content.replace('1e308', '1e150'), { steps: [] })
    expect(rows.map(([a]) => a)).toEqual([1e150, -1e-300, 5e-324, 0, 2 ** 53, 1e9 + 2 ** -23, -0])
  })
})
