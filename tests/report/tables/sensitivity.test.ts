import { describe, expect, test } from 'vitest'
import type { Table } from '../../../src/report/table.ts'
import { TABLES } from '../../../src/report/tables/index.ts'
import { fixtureLedger, resultsOf, TINY } from '../fixtures.ts'
import { withTimes } from '../ledger-edits.ts'
import { cellAt, numberAt } from './cell-at.ts'

const KD = { engine: 'ts-kd-tree' }

/** Log ratios of ts-kd-tree by round; the null arm wavers around 0. */
function tableOf(ys: readonly number[], P: number): Table {
  const ledger = fixtureLedger({ ...TINY, P })
  const records = withTimes(ledger.records, ({ engine, arm, round }) => {
    if (arm === 'null') return 1000 * Math.exp(round % 2 === 0 ? 0.001 : -0.001)
    return engine === 'ts-brute' ? 1000 : 1000 * Math.exp(ys[round])
  })
  return TABLES.sensitivity.make(resultsOf({ ...ledger, records }))
}

/**
 * Six passes over two subsets whose levels differ by far; means of passes −1, −2, −3, −4, −5, +0.5 percent. By hand:
 * the smallest |d| alone is positive, so W⁺ = 1 and 4 of 64 sign patterns are as extreme in both tests.
 */
const SIX_PASSES = [-1, -2, -3, -4, -5, 0.5].flatMap((pass) => [pass / 100 + 0.4, pass / 100 - 0.4])

describe('six passes by hand', () => {
  const table = tableOf(SIX_PASSES, 6)

  test('exact p values are of pass means, in which the subsets do not differ', () => {
    expect(numberAt(table, KD, 'passes')).toBe(6)
    expect(numberAt(table, KD, 'p_sign_flip')).toBe(4 / 64)
    expect(numberAt(table, KD, 'p_wilcoxon')).toBe(4 / 64)
    expect(numberAt(table, KD, 'rank_biserial')).toBeCloseTo((1 - 20) / 21, 12)
  })

  test('d_z is in sds of rounds within a subset', () => {
    const passes = [-0.01, -0.02, -0.03, -0.04, -0.05, 0.005]
    const mean = passes.reduce((sum, y) => sum + y, 0) / 6
    const sd = Math.sqrt((2 * passes.reduce((sum, y) => sum + (y - mean) ** 2, 0)) / 10)
    expect(numberAt(table, KD, 'd_z')).toBeCloseTo(mean / sd, 10)
  })

  test('the bootstrap lies inside the passes and holds their mean', () => {
    const cell = cellAt(table, KD, 'ratio_bootstrap')
    expect(cell).toMatchObject({ kind: 'interval' })
    if (cell.kind !== 'interval') return
    expect(cell.low).toBeGreaterThanOrEqual(Math.exp(-0.05))
    expect(cell.low).toBeLessThan(Math.exp(-0.145 / 6))
    expect(cell.high).toBeGreaterThan(Math.exp(-0.145 / 6))
    expect(cell.high).toBeLessThanOrEqual(Math.exp(0.005))
  })

  test('p adjusted by Benjamini and Hochberg is p in a family of one', () => {
    expect(numberAt(table, KD, 'p_fdr')).toBe(numberAt(table, KD, 'p'))
  })
})

describe('two passes', () => {
  const table = tableOf([-0.1, -0.2, -0.12, -0.24], 2)

  test.each(['p_sign_flip', 'p_wilcoxon'])('%s is named and not run', (key) => {
    expect(cellAt(table, KD, key)).toMatchObject({
      kind: 'missing',
      reason: 'not run: with 2 passes, p cannot be below 0.5, so it cannot reach 0.05',
    })
  })

  test('a bootstrap is not made of them', () => {
    expect(cellAt(table, KD, 'ratio_bootstrap')).toMatchObject({
      kind: 'missing',
      reason: 'not run: a bootstrap of 2 passes would only repeat them; it takes 5',
    })
  })
})

test('rounds that do not vary leave each statistic with its reason', () => {
  const table = tableOf(new Array(12).fill(-0.1), 6)
  const why = 'all rounds give the same value, so nothing is known about their spread'
  for (const key of ['p', 'p_equivalence', 'd_z', 'g_z'])
    expect(cellAt(table, KD, key)).toMatchObject({ kind: 'missing', reason: why })
})

test('a study whose α is above one half has the same values, though no interval of such a level exists', () => {
  const ledger = fixtureLedger(TINY)
  const records = ledger.records.map((record) =>
    record.type === 'study' ? { ...record, analysis: { ...record.analysis, alpha: 0.6 } } : record,
  )
  const usual = TABLES.sensitivity.make(resultsOf(ledger))
  const table = TABLES.sensitivity.make(resultsOf({ ...ledger, records }))
  expect(numberAt(table, KD, 'p_equivalence')).toBe(numberAt(usual, KD, 'p_equivalence'))
})
