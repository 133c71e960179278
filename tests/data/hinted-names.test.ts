import { expect, test } from 'vitest'
import { parse } from 'yaml'
import type { PrepareStep } from '../../src/config/study.ts'
import { refusal } from './prepared-csv.ts'

/** A table of ten rows with one column whose name is no plain word of YAML. */
function tableOf(name: string, cell: (row: number) => string): string {
  const rows = Array.from({ length: 10 }, (_, row) => `${cell(row)},${row % 2}\n`)
  return `"${name}",y\n${rows.join('')}`
}

/** The one row of the split that is not trained on. */
const TEST_ROW = 2
const number = (row: number) => String(row + 0.5)

test.each<[string, (row: number) => string, readonly PrepareStep[], string]>([
  ['squares that overflow', (row) => `${row}e200`, [], 'squared distances overflow'],
  ['a variance that overflows', (row) => `${row}e200`, ['standardize'], 'whose squares overflow'],
  ['no number for a mean', (row) => (row === TEST_ROW ? '1' : ''), ['standardize'], 'so it has no mean'],
  [
    'no number for a median',
    (row) => (row === TEST_ROW ? '1' : ''),
    ['impute-median'],
    'so it has no median',
  ],
  ['missing cells', (row) => (row === 3 ? '' : number(row)), [], 'and no step fills them'],
  ['texts', (row) => `t${row}`, [], 'and no step makes numbers of them'],
  ['infinite cells', (row) => (row === 3 ? 'inf' : number(row)), [], 'is infinite'],
  ['no value', () => '', [], 'has no value in any row'],
])('the hint to drop a column of %s can be copied, whatever its name', (_, cell, steps, found) => {
  for (const name of ['a, b', 'no', '1', '# x', 'a: b', 'two words', `${'long '.repeat(20)}name`]) {
    const message = refusal(tableOf(name, cell), { steps })
    expect(message).toContain(found)
    expect(parse(message.slice(message.lastIndexOf('drop:')))).toEqual({ drop: [name] })
  }
})
