import { readdirSync } from 'node:fs'
import { expect, test } from 'vitest'
import { isPictureName, PICTURE_NAMES, PICTURES } from '../../../src/report/pictures/index.ts'
import { ANSWERS_ONLY, fixtureLedger, resultsOf, TWO_CASES } from '../fixtures.ts'

const results = resultsOf(fixtureLedger(TWO_CASES))

test('the index holds every file of the folder', () => {
  const folder = new URL('../../../src/report/pictures/', import.meta.url)
  const files = readdirSync(folder)
    .filter((file) => file !== 'index.ts')
    .map((file) => file.replace('.ts', ''))
  expect([...PICTURE_NAMES].sort()).toEqual(files.sort())
})

test.each(PICTURE_NAMES)('%s has its own name, a title, and draws a whole table or says why not', (name) => {
  const picture = PICTURES[name].make(results)
  expect(picture.name).toBe(name)
  expect(picture.title).not.toBe('')
  if (picture.kind === 'undrawn') {
    expect(picture.reason).not.toBe('')
    return
  }
  const { columns, rows } = picture.data
  expect(rows.length).toBeGreaterThan(0)
  for (const row of rows) expect(row).toHaveLength(columns.length)
  expect(new Set(columns.map(({ key }) => key)).size).toBe(columns.length)
})

test('without a time, what needs one says so, and what needs answers is drawn', () => {
  const answered = resultsOf(fixtureLedger(ANSWERS_ONLY))
  const made = PICTURE_NAMES.map((name) => PICTURES[name].make(answered))
  const reasons = made.map((one) => (one.kind === 'undrawn' ? `${one.name}: ${one.reason}` : one.name))
  expect(reasons).toEqual([
    'ratios: no engine has a time ratio to the baseline',
    'time: no engine shows a time',
    'memory: no engine shows its memory',
    'critical-differences: fewer than two engines have a time ratio',
    'time-by-k: no cell shows a time',
    'accuracy-by-k',
    'roc',
    'recall-throughput: no approximate engine shows both recall and a time',
  ])
})

test('only names of pictures are picture names', () => {
  expect([isPictureName('ratios'), isPictureName('toString')]).toEqual([true, false])
})
