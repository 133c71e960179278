import { describe, expect, test } from 'vitest'
import type { LedgerRecord } from '../../../src/ledger/record.ts'
import type { Table } from '../../../src/report/table.ts'
import { TABLES } from '../../../src/report/tables/index.ts'
import { fixtureLedger, resultsOf, TINY, TWO_CASES } from '../fixtures.ts'
import { withTimes } from '../ledger-edits.ts'
import { cellAt, numberAt } from './cell-at.ts'

const KD = { engine: 'ts-kd-tree' }
const BASELINE = { engine: 'ts-brute', arm: 'main' }

/** P passes over two subsets; log ratios of ts-kd-tree by round, on top of ±0.4 for its subset. */
function ledgerOf(P: number, yOf: (round: number) => number) {
  const ledger = fixtureLedger({ ...TINY, P })
  const records = withTimes(ledger.records, ({ engine, arm, round }) => {
    if (arm === 'null') return 1000 * Math.exp(round % 4 < 2 ? 0.001 : -0.001)
    if (engine === 'ts-brute') return 1000 + (round % 4)
    return 1000 * Math.exp(yOf(round) + (round % 2 === 0 ? 0.4 : -0.4))
  })
  return { ...ledger, records }
}

function tableOf(
  P: number,
  yOf: (round: number) => number,
  edit = (record: LedgerRecord) => [record],
): Table {
  const ledger = ledgerOf(P, yOf)
  return TABLES.rounds.make(resultsOf({ ...ledger, records: ledger.records.flatMap(edit) }))
}

describe('an engine that gets slower round by round', () => {
  const table = tableOf(4, (round) => 0.001 * round)

  test('drifts within both subsets: p is 2 / 4!²', () => {
    expect(numberAt(table, KD, 'drift_tau')).toBe(1)
    expect(numberAt(table, KD, 'p_drift')).toBeCloseTo(2 / 576, 12)
  })

  test('is adjusted over the arms of the study', () => {
    expect(numberAt(table, KD, 'p_drift_adjusted')).toBeCloseTo((3 * 2) / 576, 12)
  })

  test('the baseline has the drift of its own times', () => {
    expect(numberAt(table, BASELINE, 'p_drift')).toBeGreaterThan(0.05)
  })
})

test('with two passes the drift is named and not tested', () => {
  expect(
    cellAt(
      tableOf(2, (round) => 0.001 * round),
      KD,
      'p_drift_adjusted',
    ),
  ).toMatchObject({
    kind: 'missing',
    reason:
      'not run: with 4 rounds over 2 subsets of configurations, p cannot be below 0.5, so it cannot reach 0.05',
  })
})

test.each(['outliers', 'p_position'])('%s needs a third pass to tell two rounds apart', (key) => {
  expect(
    cellAt(
      tableOf(2, (round) => 0.001 * round),
      KD,
      key,
    ),
  ).toMatchObject({
    kind: 'missing',
    reason: 'not run: rounds are compared with those of the same configurations, which takes 3 passes',
  })
})

test('a round far from the others is an outlier, whatever its subset, and still counts', () => {
  const table = tableOf(8, (round) => (round === 5 ? 0.3 : 0.001 * (round % 3)))
  expect(cellAt(table, KD, 'outliers')).toEqual({ kind: 'text', text: '5 far high' })
  expect(numberAt(table, KD, 'rounds')).toBe(16)
})

test('an engine that is slow where it comes first shows an effect of its place', () => {
  /** Three arms change places round by round. */
  const moved = (record: LedgerRecord): LedgerRecord[] =>
    record.type === 'block' ? [{ ...record, position: (record.position + record.round) % 3 }] : [record]
  const slowFirst = (round: number) => ((1 + round) % 3 === 0 ? 0.1 : 0) + 0.0001 * ((7 * round) % 5)
  const found = tableOf(8, slowFirst, moved)
  expect(numberAt(found, KD, 'p_position')).toBeLessThan(0.05)
  expect(cellAt(tableOf(8, slowFirst), KD, 'p_position')).toMatchObject({
    kind: 'missing',
    reason: 'the same place in every round',
  })
})

describe('warm-up', () => {
  /** A second and a third sample after each, in half the time. */
  const repeated = (record: LedgerRecord): LedgerRecord[] => {
    if (record.type !== 'measurement' || record.value.event !== 'sample') return [record]
    const later = { ...record, value: { ...record.value, predict_ns: record.value.predict_ns / 2 } }
    return [record, later, later]
  }

  test('of a first sample twice as slow in each of eight rounds is 2, with p = 2 / 2⁸', () => {
    const table = tableOf(4, () => 0, repeated)
    expect(numberAt(table, KD, 'warm_up')).toBeCloseTo(2, 12)
    expect(numberAt(table, KD, 'p_warm_up')).toBe(2 / 256)
  })

  test('has no later sample where each configuration is timed once', () => {
    expect(
      cellAt(
        tableOf(4, () => 0),
        KD,
        'warm_up',
      ),
    ).toMatchObject({
      kind: 'missing',
      reason: 'one sample of each configuration in a round: there is no later one',
    })
  })
})

describe('rounds needed', () => {
  const table = TABLES.rounds.make(resultsOf(fixtureLedger(TWO_CASES)))

  test('for an exact test of passes to reach α/m = 0.05/6 are eight passes over five subsets', () => {
    expect(numberAt(table, { dataset: 'wine', ...KD }, 'rounds_to_reach_alpha')).toBe(40)
  })

  test('a noisier engine needs more for the same width', () => {
    const [wine, cancer] = ['wine', 'breast-cancer'].map((dataset) =>
      numberAt(table, { dataset, ...KD }, 'rounds_for_width'),
    )
    expect(wine).toBeGreaterThan(cancer)
  })

  test('to decide are those of the ranking, where the verdict is inconclusive', () => {
    expect(numberAt(table, { dataset: 'wine', ...KD }, 'rounds_to_decide')).toBe(175)
    expect(cellAt(table, { dataset: 'breast-cancer', ...KD }, 'rounds_to_decide')).toMatchObject({
      reason: 'decided',
    })
  })
})
