import { expect, test } from 'vitest'
import { InputError } from '../../src/config/input-error.ts'
import { readCsv } from '../../src/data/csv.ts'
import { agree, fuzzCsv } from './fuzz-csv.ts'

test('a CSV file, also a damaged one, is read rightly or refused in one sentence with its place', () => {
  const { prepared, refused } = fuzzCsv(3000)
  expect(Math.min(prepared, refused)).toBeGreaterThan(500)
})

const given = {
  options: { target: 'y', drop: [], categorical: [], missing: [] },
  task: 'classification',
} as const
const table = Buffer.from('a,y\n1,0\n2,1\n')
const ragged = Buffer.from('a,y\n1,0\n2\n')

test.each<[string, typeof readCsv, Buffer]>([
  ['loses a row', (source, task) => readCsv({ ...source, bytes: [table.subarray(0, 8)] }, task), table],
  ['reads what is broken', (source, task) => readCsv({ ...source, bytes: [table] }, task), ragged],
  ['refuses what is sound', (source, task) => readCsv({ ...source, bytes: [ragged] }, task), table],
  [
    'names another place',
    () => throwing(new InputError({ where: { file: 'd.csv', line: 2, column: 1 }, found: '', fix: '' })),
    ragged,
  ],
  ['crashes', () => throwing(new TypeError('no')), ragged],
])('a reader that %s would be noticed', (_, reader, bytes) => {
  expect(agree(bytes, given)).toBe(bytes === table ? 'prepared' : 'refused')
  expect(() => agree(bytes, given, reader)).toThrow()
})

function throwing(error: Error): never {
  throw error
}
