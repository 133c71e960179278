import { expect, test } from 'vitest'
import { reportDocument } from '../../src/report/report-document.ts'
import { ANSWERS_ONLY, fixtureLedger, NINE_DATASETS, resultsOf, TINY } from './fixtures.ts'
import { withTimes } from './ledger-edits.ts'

const REFERENCE = { study: 'quick' }
const titles = (spec: typeof TINY) =>
  reportDocument(resultsOf(fixtureLedger(spec)), REFERENCE).cases.map(({ title }) => title)

test('a section across datasets is the last, where some engine has two', () => {
  expect(titles(NINE_DATASETS).at(-1)).toBe('Across datasets')
  expect(titles({ ...NINE_DATASETS, cases: NINE_DATASETS.cases.slice(0, 2) })).toHaveLength(3)
})

test('one dataset has none, nor has a study that was only graded', () => {
  expect(titles(TINY)).toEqual(['breast-cancer'])
  expect(titles(ANSWERS_ONLY)).toEqual(['breast-cancer', 'wine'])
})

test('an interval that spans a factor of a thousand is not shown', () => {
  const ledger = fixtureLedger({ ...NINE_DATASETS, cases: NINE_DATASETS.cases.slice(0, 2) })
  const records = withTimes(ledger.records, ({ engine, case_id, round }) =>
    engine === 'ts-kd-tree' && case_id.startsWith('data-1') ? 9000 + round : 1000 + round,
  )
  const { table } = reportDocument(resultsOf({ ...ledger, records }), REFERENCE).cases[2]
  const row = table.rows.find(([engine]) => engine.kind === 'text' && engine.text === 'ts-kd-tree')
  expect(row?.[3]).toMatchObject({
    kind: 'missing',
    reason: 'wider than a factor of 1,000: too few datasets',
  })
})

/** Warnings of eight rounds in which one arm gets slower by a percent in each. */
function warningsOf(slowing: { readonly engine: string; readonly arm: 'main' | 'null' }): string[] {
  const ledger = fixtureLedger({ ...TINY, P: 4 })
  const records = withTimes(ledger.records, ({ engine, arm, round }) =>
    engine === slowing.engine && arm === slowing.arm ? 1000 + 10 * round : 1000 + (round % 4 === 0 ? 1 : 2),
  )
  const { warnings } = reportDocument(resultsOf({ ...ledger, records }), REFERENCE)
  return warnings.filter((one) => one.includes('over the rounds'))
}

test('a drift of a ratio is a warning that its interval is too sure', () => {
  expect(warningsOf({ engine: 'ts-kd-tree', arm: 'main' })).toEqual([
    'breast-cancer: the ratio of ts-kd-tree to ts-brute rose over the rounds (Kendall τ 1.00, Holm p 0.010): the rounds are not alike, so its interval and p are too sure; see --table rounds',
  ])
})

test('a drift of the baseline is one of the machine, which moves both ratios the other way', () => {
  expect(warningsOf({ engine: 'ts-brute', arm: 'main' }).map((one) => one.split(' (')[0])).toEqual([
    'breast-cancer: the times of ts-brute rose over the rounds',
    'breast-cancer: the ratio of ts-kd-tree to ts-brute fell over the rounds',
    'breast-cancer: the ratio of the null arm to ts-brute fell over the rounds',
  ])
})

test('rounds that only waver bring no such warning', () => {
  const { warnings } = reportDocument(resultsOf(fixtureLedger({ ...TINY, P: 4 })), REFERENCE)
  expect(warnings.filter((one) => one.includes('over the rounds'))).toEqual([])
})
