import { expect, test } from 'vitest'
import { parsePublished } from '../../src/audit/parse-published.ts'

const HEAD = 'name: s\nsource: somewhere\nsystems: [a, b]\ndatasets: [x, y]\n'

function parse(rest: string) {
  return parsePublished({ file: 'p.yaml', text: HEAD + rest })
}

function refusal(rest: string): string {
  try {
    parse(rest)
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
  throw new Error('not refused')
}

test('printed numbers are read as they are written, in quotes or not', () => {
  const { tables, claims } = parse(
    'tables:\n  accuracy: { a: [0.7840, "0.50"], b: [.5e-1, 1e-3] }\nclaims:\n  - { table: accuracy, p: <0.001, t: 2.0 }\n'.replace(
      '.5e-1',
      '0.5e-1',
    ),
  )
  expect(tables.accuracy).toEqual({ a: ['0.7840', '0.50'], b: ['0.5e-1', '1e-3'] })
  expect(claims?.[0]).toMatchObject({ p: '<0.001', t: '2.0', test: 'paired-t', scale: 'difference' })
})

test.each([
  [
    'tables: { accuracy: { a: [0.1, 0.2, 0.3] } }',
    'p.yaml:5:26: tables.accuracy.a has 3 values, but datasets has 2. Give one for each, in the same order.',
  ],
  [
    'tables: { accuracy: { aa: [0.1, 0.2] } }',
    'p.yaml:5:23: tables.accuracy has the system "aa"; there are: a, b.',
  ],
  [
    'tables: { accuracy: { a: [0.1, n/a] } }',
    'p.yaml:5:32: tables.accuracy.a[1] is "n/a"; allowed: a number as it is printed',
  ],
  ['tables: {}\nn_test: [10]', 'p.yaml:6:9: n_test has 1 value, but datasets has 2.'],
  [
    'tables: {}\nn_test: [10, 99999999]',
    'p.yaml:6:14: n_test[1] is 99999999; allowed: a whole number from 1 to 10000000',
  ],
  [
    'tables: {}\nfolds: [{ table: accuracy, dataset: z, n_test: 5, values: { a: [0.2] } }]',
    'p.yaml:6:37: folds[0].dataset is "z"; allowed: x, y.',
  ],
  [
    'tables: {}\nclaims: [{ table: accuracy, ratio: [a, c] }]',
    'p.yaml:6:40: claims[0].ratio[1] is "c"; allowed: a, b.',
  ],
  ['tables: {}\nclaim: []', 'p.yaml:6:1: unknown key "claim"; allowed: name, source'],
  [
    'tables: {}\nconfusion: { z: { a: { tn: 1, fp: 1, fn: 1, tp: -1 } } }',
    'p.yaml:6:49: confusion.z.a.tp is -1; allowed: a whole number from 0',
  ],
])('%s is refused with its place', (rest, message) => {
  expect(refusal(rest)).toContain(message)
})

test('names that every object has are no names of systems or tables', () => {
  for (const rest of [
    'tables: { constructor: { a: [0.1, 0.2] } }',
    'tables: { accuracy: { toString: [0.1, 0.2] } }',
  ])
    expect(refusal(rest)).toContain('none that every object has')
})
