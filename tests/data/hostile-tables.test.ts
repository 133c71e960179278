import { describe, expect, it } from 'vitest'
import { trainTestSplit } from '../../src/data/split.ts'
import { HOLDOUT, prepareCsv, refusal } from './prepared-csv.ts'

describe('tables with next to nothing in them', () => {
  it('have two rows', () => {
    const { n_train, n_test, rows, warnings } = prepareCsv('a,y\n1,no\n3,yes\n', {
      split: { test_size: 0.2 },
    })
    expect([n_train, n_test]).toEqual([1, 1])
    expect(rows.map(([a]) => Math.abs(Number(a))).sort()).toEqual([0, 2])
    expect(warnings).toContainEqual({ code: 'constant-column', column: 'a' })
  })

  it('have two rows, which cannot be stratified', () => {
    expect(refusal('a,y\n1,no\n3,yes\n', { split: { test_size: 0.5, stratify: true } })).toBe(
      'd.csv: "no", "yes": fewer than two rows of a class; a stratified split needs two. Remove these rows, or set stratify: false.',
    )
  })

  it('have one row', () => {
    expect(refusal('a,y\n1,no\n')).toBe(
      'd.csv:1:2: every row has y = "no"; classification needs 2 classes. Check target.',
    )
  })

  it('have a class of one row', () => {
    const content = 'a,y\n1,no\n2,no\n3,no\n4,no\n5,rare\n'
    expect(refusal(content, { split: { stratify: true, test_size: 0.4 } })).toContain(
      'd.csv: "rare": fewer than two rows of a class',
    )
    expect(prepareCsv(content, { steps: [] }).classes).toEqual(['no', 'rare'])
  })

  it('have only constant columns, which stay', () => {
    const { rows, warnings } = prepareCsv('a,b,y\n7,x,0\n7,x,1\n7,x,0\n', {
      steps: ['one-hot', 'standardize'],
    })
    expect(rows.map((row) => row.slice(0, 2))).toEqual([
      [0, 0],
      [0, 0],
      [0, 0],
    ])
    expect(warnings.map((warning) => ('column' in warning ? warning.column : warning.code))).toEqual([
      'positive-guessed',
      'a',
      'b_x',
    ])
  })

  it('have no value in the training rows of a column', () => {
    const content = 'a,b,y\n1,,0\n2,,1\n3,,0\n4,,1\n5,,0\n6,9,1\n'
    const words = 'column b has no value in the training rows, so it has no median. Add  drop: [b]'
    // The only value falls to the test part.
    const seed = [1, 2, 3, 4, 5, 6, 7, 8].find(
      (one) => trainTestSplit(6, { ...HOLDOUT, seed: one }).test[0] === 5,
    )
    expect(refusal(content, { split: { seed: seed ?? 0 } })).toBe(`d.csv: ${words}`)
  })
})

describe('rows that contradict each other', () => {
  it('all stay', () => {
    const content = `a,y\n${'1,no\n1,yes\n'.repeat(3)}`
    expect(prepareCsv(content, { steps: [] }).rows).toEqual(
      [0, 1, 2, 3, 4, 5].map((row) => [1, ['no', 'yes'][row % 2]]),
    )
  })
})

describe('wide and long values', () => {
  it('are thousands of columns', () => {
    const names = Array.from({ length: 5000 }, (_, i) => `x${i}`)
    const line = (cell: (i: number) => number | string, label: string) =>
      `${[...names.map((_, i) => cell(i)), label].join(',')}\n`
    const content = line((i) => names[i], 'y') + line((i) => i, 'no') + line((i) => -i, 'yes')
    const { n_features, rows } = prepareCsv(content, { steps: [] })
    expect(n_features).toBe(5000)
    expect(rows[0]).toEqual([...names.keys(), 'no'])
    expect(refusal(content.replace(',4999,no', ',12abc,no'))).toContain(
      'd.csv:2:5000: "12abc" in column x4999',
    )
    expect(refusal(content.replace(',4999,no', ',no'))).toBe(
      'd.csv:2:5000: the row has 5000 cells, the header has 5001. Quote cells that contain ",", or set another delimiter.',
    )
  })

  it('are identifiers of 19 digits, as near as float64 comes', () => {
    const { rows } = prepareCsv('id,y\n9223372036854775807,no\n9223372036854775000,yes\n', { steps: [] })
    expect(rows.map(([id]) => id)).toEqual([2 ** 63, 2 ** 63 - 1024])
  })
})
