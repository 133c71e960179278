import { expect, test } from 'vitest'
import { PICTURES } from '../../../src/report/pictures/index.ts'
import { TABLES } from '../../../src/report/tables/index.ts'
import { fixtureLedger, resultsOf, TWO_CASES } from '../fixtures.ts'
import { withTimes } from '../ledger-edits.ts'
import { tableValues } from '../table-values.ts'

/** ts-kd-tree is slow at k = 1, the only k that ml-knn offers, and fast at k = 5. */
const TIMES_NS: Record<string, readonly [number, number]> = {
  'ts-brute': [1e6, 1e6],
  'ts-kd-tree': [2e6, 1e5],
  'ml-knn': [8e5, 8e5],
}

const [brute, kdTree, mlKnn] = TWO_CASES.engines
const ledger = fixtureLedger({
  ...TWO_CASES,
  engines: [
    brute,
    { ...kdTree, failure: () => undefined },
    {
      ...mlKnn,
      failure: (_, { n_neighbors }) =>
        n_neighbors === 5
          ? { kind: 'unsupported', stage: 'plan', message: 'n_neighbors=5 is not offered' }
          : undefined,
    },
  ],
  grid: { n_neighbors: [1, 5], metric: ['euclidean'], weights: ['uniform'] },
})
const records = withTimes(
  ledger.records,
  ({ engine }, n_neighbors) => TIMES_NS[engine][n_neighbors === 1 ? 0 : 1],
)
const results = resultsOf({ ...ledger, records })

test('the ranks are those of the table, also where an engine lacks configurations', () => {
  const picture = PICTURES['critical-differences'].make(results)
  if (picture.kind === 'undrawn') throw new Error(picture.reason)
  const drawn = tableValues(picture.data).map(({ row, rank }) => [row, rank])
  const ranked = tableValues(TABLES.ranks.make(results)).map(({ engine, mean_rank }) => [engine, mean_rank])
  expect(drawn).toEqual(ranked)
  expect(drawn).toEqual([
    ['ml-knn', 1],
    ['ts-brute', 2],
    ['ts-kd-tree', 3],
  ])
})
