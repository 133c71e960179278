import { describe, expect, test } from 'vitest'
import { TABLES } from '../../../src/report/tables/index.ts'
import { FOLDED, fixtureLedger, resultsOf } from '../fixtures.ts'
import { tableValues } from '../table-values.ts'

/** The table with another analysis, and with answers of wine left out. */
function tableOf(family: 'study' | 'dataset', isGone: (n_neighbors: number) => boolean) {
  const { records, readAnswer } = fixtureLedger({ ...FOLDED, family })
  const left = records.filter(
    (record) =>
      record.type !== 'verification' ||
      !record.case_id.startsWith('wine') ||
      !isGone(record.configuration.n_neighbors),
  )
  return TABLES['configuration-comparisons'].make(resultsOf({ records: left, readAnswer }))
}

describe('the family of compared configurations', () => {
  test('is as large as it was planned, also where a comparison ends without a p', () => {
    const whole = tableOf('study', () => false)
    const lacking = tableOf('study', (k) => k === 1)
    const tested = tableValues(lacking).filter(({ p }) => p !== undefined)
    expect(tested).toHaveLength(4)
    expect([whole.family, lacking.family]).toEqual(
      Array.from({ length: 2 }, () => '6 comparisons of configurations, α = 0.05 for the family'),
    )
    const least = Math.min(...tested.map(({ p }) => Number(p)))
    const [found] = tested.filter(({ p }) => p === least)
    expect(found.p_adjusted).toBeCloseTo(Math.min(1, 6 * least), 12)
  })

  test('of which nobody has answered a dataset counts its comparisons', () => {
    const half = tableOf('study', () => true)
    expect(half.family).toBe('6 comparisons of configurations, α = 0.05 for the family')
  })

  test('of a dataset names the size of each', () => {
    expect(tableOf('dataset', () => false).family).toBe(
      '6 comparisons of configurations (3 on breast-cancer, 3 on wine), α = 0.05 for each dataset',
    )
  })
})
