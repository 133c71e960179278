import { expect, test } from 'vitest'
import type { LedgerRecord, RecordOf } from '../../src/ledger/record.ts'
import { reportWarnings } from '../../src/report/report-warnings.ts'
import { failuresTable } from '../../src/report/tables/failures.ts'
import { fixtureLedger, resultsOf, TINY } from './fixtures.ts'

const [CASE, ENGINE] = ['breast-cancer/holdout-0.2-stratified-42/default', 'ts-kd-tree']

function withFallbacks(...changes: Partial<RecordOf<'fallback'>>[]) {
  const { records, readAnswer } = fixtureLedger(TINY)
  const block = records.find((one) => one.type === 'block' && one.engine === ENGINE)
  const key = block?.type === 'block' ? block.key : ''
  const fallbacks = changes.map(
    (change): LedgerRecord => ({
      schema: 1,
      type: 'fallback',
      case_id: CASE,
      engine: ENGINE,
      key,
      configuration: { n_neighbors: 5, metric: 'euclidean', weights: 'uniform' },
      part: 'neighbors',
      kind: 'crashed',
      message: 'the engine was ended by SIGABRT',
      ...change,
    }),
  )
  return resultsOf({ records: [...records, ...fallbacks], readAnswer })
}

test('what an engine goes without is a warning and a row, and no cell loses its time', () => {
  const results = withFallbacks(
    {},
    {},
    { part: 'search', kind: 'timeout', message: 'no answer within 6.0 s' },
  )
  const sentences = [
    'it told no neighbors for metric=euclidean, so these answers were graded by their labels (crashed: the engine was ended by SIGABRT)',
    'its search is not timed (timeout: no answer within 6.0 s, at metric=euclidean)',
  ]
  const warnings = reportWarnings(results, { study: 'tiny' }).filter((text) => text.includes(ENGINE))
  expect(warnings).toEqual(sentences.map((text) => `breast-cancer: ${ENGINE}: ${text}`))
  const told = failuresTable(results).rows.map((row) => row.at(-1))
  expect(told).toEqual(expect.arrayContaining(sentences.map((text) => expect.objectContaining({ text }))))
  const statuses = results.cases[0].arms.flatMap(({ cells }) => cells.map(({ status }) => status))
  expect(new Set(statuses)).toEqual(new Set(['measured']))
})

test.each([
  ['of content which is planned no more', ENGINE, { key: 'f'.repeat(64) }],
  [
    'of an engine which the plan does not hold',
    'ts-ball-tree',
    { engine: 'ts-ball-tree', key: 'e'.repeat(64) },
  ],
])('that %s is not told', (_, engine, change) => {
  expect(reportWarnings(withFallbacks(change), { study: 'tiny' }).join()).not.toContain(engine)
})
