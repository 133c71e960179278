import { afterAll, expect, test } from 'vitest'
import { printed } from '../../src/audit/printed.ts'
import { desk } from './invoke.ts'

const place = desk()
afterAll(place.remove)

const audit = (...words: string[]) => place.knnbench(['claims', 'audit', ...words])

const GOOD = `name: good
source: a table
systems: [a, b]
datasets: [x, y, z]
n_test: [100, 200, 50]
tables:
  accuracy: { a: [0.91, 0.820, 0.7], b: [0.90, 0.800, 0.6] }
claims:
  - { table: accuracy, difference: 0.04 }
`

test('the bundled study is known by its name, and its faults are counted', async () => {
  const { code, stdout } = await audit('study')
  expect(code).toBe(0)
  expect(stdout).toMatch(/accuracy: t\(4\) +2\.87 +inconsistent +3\.517/)
  expect(stdout).toMatch(/\d+ figures: \d+ consistent, \d+ inconsistent, \d+ not checkable\./)
})

test('--strict makes an inconsistent figure the exit code 3, and a consistent study none', async () => {
  place.write('good.yaml', GOOD)
  expect((await audit('study', '--strict')).code).toBe(3)
  const good = await audit('good.yaml', '--strict')
  expect([good.code, good.stderr]).toEqual([0, ''])
  expect(good.stdout).toContain('0 inconsistent')
})

test('every format has every figure, those for programs with their derivation', async () => {
  place.write('good.yaml', GOOD)
  const { stdout } = await audit('good.yaml', '--json')
  const [table] = JSON.parse(stdout)
  expect(table.rows).toHaveLength(7)
  const [row] = table.rows
  expect(row).toMatchObject({
    check: 'means',
    figure: 'accuracy: mean difference',
    published: '0.04',
    outcome: 'consistent',
    why: 'mean of the differences',
  })
  const { low, high } = printed('0.04')
  expect(row.stands_for).toEqual({ low, high })
  const csv = (await audit('good.yaml', '--format', 'csv')).stdout.trim().split('\n')
  expect([csv.length, csv[0]]).toEqual([
    8,
    'check,figure,published,stands_for_low,stands_for_high,outcome,recomputed,recomputed_range_low,recomputed_range_high,why',
  ])
  for (const format of ['markdown', 'latex'])
    expect((await audit('good.yaml', '--format', format)).stdout).toContain('mean difference')
})

test('--filter takes rows, and --verbose says why', async () => {
  const { stdout } = await place.knnbench(
    ['claims', 'audit', 'study', '--verbose', '--filter', 'check=ratios', '--filter', 'outcome=inconsistent'],
    { COLUMNS: '160' },
  )
  expect(stdout).toMatch(/geometric mean of 5 ratios; no rounding[\s\S]+gives more than\s+3\.184/)
  expect(stdout).not.toContain('largest python')
})

test('what is no published study is refused with its place, in one sentence', async () => {
  place.write('bad.yaml', GOOD.replace('systems: [a, b]', 'systems: [a]').replace('0.91', 'many'))
  expect(await audit('bad.yaml')).toMatchObject({
    code: 2,
    stdout: '',
    stderr: [
      'bad.yaml:3:10: systems is a list; allowed: a list of two systems.',
      'bad.yaml:7:19: tables.accuracy.a[0] is "many"; allowed: a number as it is printed, such as "0.7840", "<0.001", "1,845.2", "+0.64 %" or "4e-6".',
      '',
    ].join('\n'),
  })
  expect(await audit('absent.yaml')).toMatchObject({ code: 2, stdout: '' })
})

test('the schema of the file is published', async () => {
  const { code, stdout } = await place.knnbench(['schema', 'published'])
  const schema = JSON.parse(stdout)
  expect([code, schema.title]).toEqual([0, 'knnbench published study'])
  expect(schema.properties.tables.additionalProperties.additionalProperties.items.type).toEqual([
    'string',
    'number',
  ])
})
