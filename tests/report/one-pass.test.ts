import { describe, expect, test } from 'vitest'
import type { LedgerRecord } from '../../src/ledger/record.ts'
import { paperLedger } from '../../src/report/paper/paper-ledger.ts'
import type { Results } from '../../src/report/results.ts'
import { TABLES } from '../../src/report/tables/index.ts'
import { terminalReport } from '../../src/report/terminal-report.ts'
import { fixtureLedger, resultsOf, TWO_CASES } from './fixtures.ts'
import { groupsOf, withTimes } from './ledger-edits.ts'
import { cellAt, numberAt } from './tables/cell-at.ts'

const ONE_CASE = { ...TWO_CASES, cases: TWO_CASES.cases.slice(0, 1), engines: TWO_CASES.engines.slice(0, 2) }
const KD = { engine: 'ts-kd-tree', arm: 'main' }

/** Ratios of a fixed factor for each number of neighbors, and a wobble from pass to pass a hundredth as large. */
function passes(P: number, factor: (n_neighbors: number) => number): Results {
  const { records, readAnswer } = fixtureLedger({ ...ONE_CASE, P })
  const timed = withTimes(records, ({ engine, arm, round }, n_neighbors) => {
    const wobble = 1 + 0.001 * Math.sin(1 + round * (arm === 'null' ? 2 : engine === 'ts-kd-tree' ? 3 : 5))
    return 1e6 * wobble * (engine === 'ts-kd-tree' ? factor(n_neighbors) : 1)
  })
  return resultsOf({ records: timed, readAnswer })
}

const spread = (n_neighbors: number) => 0.9 + 0.03 * n_neighbors
const words = (results: Results) => terminalReport(results, { width: 4000, color: 'plain', study: 'quick' })
const statistics = (results: Results) =>
  paperLedger(results, 'only', { ledger: undefined, ledger_sha256: '0'.repeat(64), tool_version: '0.1.0' })
    .methods.sections.find(({ title }) => title === 'Statistics')
    ?.paragraphs.join('\n')

describe('after one pass over configurations that differ', () => {
  const one = passes(1, spread)
  const table = TABLES.rounds.make(one)

  test('rounds to decide are an upper limit, and a second pass is what comes next', () => {
    expect(words(one)).toMatch(
      /at most about \d+ rounds would probably decide it, for one pass counts the spread between configurations as noise; a second one \(10 rounds\) tells more: knnbench run quick --rounds 10/,
    )
  })

  test('table rounds says so of every number that rests on that spread', () => {
    for (const key of ['sd', 'rounds_to_decide', 'rounds_for_width'])
      expect(cellAt(table, KD, key)).toMatchObject({
        kind: 'number',
        note: expect.stringContaining('spread between configurations'),
      })
  })

  test('two passes need far fewer, as that limit said', () => {
    const two = TABLES.rounds.make(passes(2, spread))
    expect(numberAt(two, KD, 'rounds_for_width')).toBeLessThan(numberAt(table, KD, 'rounds_for_width'))
    expect(cellAt(two, KD, 'sd')).not.toHaveProperty('note')
  })

  test('no number of rounds is called hopeless', () => {
    const wide = passes(1, (n_neighbors) => 4 ** (n_neighbors - 5))
    expect(words(wide)).toContain('how many rounds would decide it cannot be told, for one pass counts')
    expect(cellAt(TABLES.rounds.make(wide), KD, 'rounds_to_decide')).toMatchObject({
      kind: 'missing',
      reason: expect.stringContaining('one pass cannot tell'),
    })
  })

  test('the methods say so, also of a study that planned more', () => {
    expect(statistics(one)).toContain('With one pass, the plain t over the 5 rounds')
    const { records, readAnswer } = fixtureLedger({ ...ONE_CASE, P: 2 })
    const { others, groups } = groupsOf(records)
    const cut: LedgerRecord[] = [...others, ...groups.slice(0, 5).flat()]
    expect(statistics(resultsOf({ records: cut, readAnswer }))).toContain(
      'On breast-cancer, of which one pass counts, the plain t over the 5 rounds',
    )
  })
})

test('noise that too few rounds cannot bound has no number, in the methods and in table rounds', () => {
  const { records, readAnswer } = fixtureLedger({ ...ONE_CASE, P: 2 })
  const wild = resultsOf({
    records: withTimes(records, ({ arm, round }) => 1e6 * (arm === 'null' && round % 2 === 0 ? 1e4 : 1)),
    readAnswer,
  })
  expect(statistics(wild)).toContain('By the null arm, no limit can be told from 10 rounds on breast-cancer.')
  expect(statistics(wild)).not.toMatch(/differ from itself by up to [\d,.]+ %/)
  expect(cellAt(TABLES.rounds.make(wild), KD, 'noise_share')).toMatchObject({
    kind: 'missing',
    reason: 'no limit can be told from 10 rounds',
  })
})
