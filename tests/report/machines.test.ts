import { describe, expect, test } from 'vitest'
import type { LedgerRecord } from '../../src/ledger/record.ts'
import { environmentParagraphs } from '../../src/report/methods/engines.ts'
import { reportWarnings } from '../../src/report/report-warnings.ts'
import { buildResults, type Results } from '../../src/report/results.ts'
import { machinesTable } from '../../src/report/tables/machines.ts'
import type { FixtureLedger } from './fixture-ledger.ts'
import { fixtureLedger, TWO_CASES } from './fixtures.ts'
import { twoMachines } from './two-machines.ts'

function results({ records, readAnswer }: FixtureLedger): Results {
  const built = buildResults(records, readAnswer)
  if (built === undefined) throw new Error('no study')
  return built
}

const LEDGER = fixtureLedger(TWO_CASES)
const DISAGREEING = results(twoMachines(LEDGER, { slower: 1.4, engine: 'ml-knn', factor: 1.5 }))
const ALIKE = results(twoMachines(LEDGER, { slower: 1, engine: 'ml-knn', factor: 1 }))

const contrastOf = ({ cases }: Results, engine: string) => {
  const found = cases[0].contrasts.engines.find((one) => one.engine === engine)
  if (found?.kind !== 'compared') throw new Error(`${engine} was not compared`)
  return found
}

/** Rows of one engine as `machine: ratio (low – high), p`. */
function rowsOf(from: Results, engine: string) {
  const table = machinesTable(from)
  const at = (key: string) => table.columns.findIndex((column) => column.key === key)
  return table.rows
    .filter((row) => JSON.stringify(row[at('dataset')]).includes('breast-cancer'))
    .filter((row) => JSON.stringify(row[at('engine')]).includes(`"${engine}"`))
    .filter((row) => JSON.stringify(row[at('arm')]).includes('main'))
    .map((row) =>
      Object.fromEntries(
        ['machine', 'ratio', 'ratio_low', 'ratio_high', 'p', 'rounds'].map((key) => {
          const cell = row[at(key)]
          return [key, cell.kind === 'number' ? cell.value : cell.kind === 'text' ? cell.text : undefined]
        }),
      ),
    )
}

describe('machines that disagree on an engine', () => {
  test('leave no pooled verdict, but a ratio and interval over machines', () => {
    const { verdict, reason, ratio, ratio_95, rounds_needed } = contrastOf(DISAGREEING, 'ml-knn')
    expect(verdict).toBe('inconclusive')
    expect(reason).toContain('the 2 machines disagree (p ')
    expect(rounds_needed).toBeUndefined()
    const [one, other, all] = rowsOf(DISAGREEING, 'ml-knn')
    expect(Number(other.ratio) / Number(one.ratio)).toBeCloseTo(1.5, 1)
    expect(ratio).toBeCloseTo(Math.sqrt(Number(one.ratio) * Number(other.ratio)), 8)
    expect(all).toMatchObject({ machine: 'all 2', ratio, ratio_low: ratio_95?.low, rounds: 10 })
    expect(Number(all.p)).toBeLessThan(0.05)
    // One degree of freedom: two machines tell little of others.
    expect(Number(all.ratio_high) / Number(all.ratio_low)).toBeGreaterThan(10)
  })

  test('take no verdict from other engines', () => {
    expect(contrastOf(DISAGREEING, 'mine').verdict).toBe(contrastOf(ALIKE, 'mine').verdict)
    expect(contrastOf(DISAGREEING, 'mine').verdict).toBe('faster')
  })

  test('are told, and which of them is slower', () => {
    const warnings = reportWarnings(DISAGREEING, { study: 's.yaml' })
    expect(warnings).toContainEqual(
      'measured on 2 machines in 1 environment; what each of them says: --table machines',
    )
    expect(warnings).toContainEqual(
      expect.stringMatching(/^breast-cancer.*: machines are not alike: ts-brute took 1\.38 × as long on b/),
    )
  })
})

describe('machines that agree', () => {
  test('change no verdict and no ratio', () => {
    const alone = results(LEDGER)
    const words = ({ cases }: Results) =>
      cases[0].contrasts.engines.map((one) =>
        one.kind === 'compared' ? [one.engine, one.ratio, one.ratio_95, one.verdict, one.reason] : one,
      )
    expect(words(ALIKE)).toEqual(words(alone))
    expect(reportWarnings(ALIKE, { study: 's.yaml' }).filter((text) => text.includes('not alike'))).toEqual(
      [],
    )
  })
})

test('the methods name every kind of machine that was used', () => {
  const ledger = twoMachines(LEDGER, { slower: 1, engine: 'ml-knn', factor: 1 })
  const other = 'f'.repeat(64)
  const records = ledger.records.flatMap((record): LedgerRecord[] => {
    if (record.type === 'environment') return [record, { ...record, environment_id: other, kernel: '9.9.9' }]
    if (record.type === 'session' && record.session_id === 'session-2')
      return [{ ...record, environment_id: other }]
    return [record]
  })
  const [one, second, sittings] = environmentParagraphs(results({ ...ledger, records }))
  expect(one).toMatch(/^Of several kinds of machine, one has /)
  expect(second).toContain(' 9.9.9 ')
  expect(sittings).toContain('in 2 sessions on 2 machines, each boot counted,')
})

test('one machine has no such table, and no such warning', () => {
  const table = machinesTable(results(LEDGER))
  expect(table.rows).toEqual([])
  expect(table.notes[0]).toBe('This ledger is of one machine; several come from knnbench merge.')
  expect(reportWarnings(results(LEDGER), { study: 's.yaml' }).join()).not.toContain('--table machines')
})
