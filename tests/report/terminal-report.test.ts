import { expect, test } from 'vitest'
import type { LedgerRecord } from '../../src/ledger/record.ts'
import { TABLES } from '../../src/report/tables/index.ts'
import { terminalReport } from '../../src/report/terminal-report.ts'
import { ANSWERS_ONLY, fixtureLedger, resultsOf, SINGLE_ROWS, TINY, TWO_CASES } from './fixtures.ts'
import { groupsOf, withTimes } from './ledger-edits.ts'

const OPTIONS = { width: 400, color: 'plain', study: 'configs/mine.yaml' } as const
const tiny = fixtureLedger(TINY)

function reportOf(records: readonly LedgerRecord[]): string {
  return terminalReport(resultsOf({ ...tiny, records: [...records] }), OPTIONS)
}

test('a wrong engine shows no time, its first row and the command that repeats it', () => {
  const report = terminalReport(resultsOf(fixtureLedger(TWO_CASES)), OPTIONS)
  expect(report).toMatch(/^ {2}mine +– +– +– +not shown +– +wrong: row 17$/m)
  expect(report).toContain(
    'row 17: neighbor 3 of 5 is training row 402 at 1.2180, but row 88 at 1.2079 is nearer',
  )
  expect(report).toContain('its data, row 17 of X_test.npy: knnbench datasets prepare wine')
})

test('an inconclusive verdict says why and gives the next command with the name the user gave', () => {
  const report = terminalReport(resultsOf(fixtureLedger(TWO_CASES)), OPTIONS)
  expect(report).toMatch(
    /crosses \+5 %; (\d+) rounds would probably decide it: knnbench run configs\/mine\.yaml --rounds \1/,
  )
})

test('mode single times a call on one row, in the heading and in the notes of the ranking', () => {
  const single = resultsOf(fixtureLedger(SINGLE_ROWS))
  expect(terminalReport(single, OPTIONS)).toContain('predict: one call on one row, median')
  expect(TABLES.ranking.make(single).notes.join(' ')).toContain('predict: one call on one row, median')
  const batch = resultsOf(fixtureLedger(TINY))
  expect(TABLES.ranking.make(batch).notes.join(' ')).toContain('predict: one call on the timed rows, median')
})

test('an engine that was left out is named with the command that sets it up', () => {
  expect(reportOf(tiny.records)).toContain(
    'sklearn-brute: scikit-learn is not installed; set it up with: knnbench engines setup sklearn',
  )
})

test('a study that was only graded says how to time it and shows no time', () => {
  const report = terminalReport(resultsOf(fixtureLedger(ANSWERS_ONLY)), OPTIONS)
  expect(report).toContain('answers only: graded and scored, nothing was timed')
  expect(report).toContain('To time the same study: knnbench run configs/mine.yaml')
  expect(report).not.toMatch(/\d (ns|µs|ms)\b/)
})

test('an unfinished study says how many rounds count and how to go on', () => {
  const { others, groups } = groupsOf(tiny.records)
  const report = reportOf([...others, ...groups.slice(0, 3).flat()])
  expect(report).toContain(
    'breast-cancer: 2 of 4 rounds count, 1 more wait for their pass to be complete; go on with: knnbench run configs/mine.yaml',
  )
})

test('a noisy machine is named, with what follows from it', () => {
  const noisy = withTimes(
    tiny.records,
    ({ arm, round }) => 1e6 * (arm === 'null' ? [1, 1.3, 0.8, 1.1][round] : 1),
  )
  expect(reportOf(noisy)).toMatch(
    /breast-cancer: noisy machine: the same code against itself may differ by \d+ %, more than the ±5.0 % of equivalence/,
  )
})

test('stolen time is counted in blocks', () => {
  const stolen = tiny.records.map((record) =>
    record.type === 'block-end' && record.block_id.includes('-2-')
      ? { ...record, steal_share: 0.04 }
      : record,
  )
  expect(reportOf(stolen)).toContain(
    'in 3 of 12 blocks the hypervisor took more than 2.0 % of the CPU (at most 4.0 %)',
  )
})

test('one pass over several subsets carries its caveat', () => {
  const { others, groups } = groupsOf(tiny.records)
  expect(reportOf([...others, ...groups.slice(0, 2).flat()])).toContain(
    'one pass only, so the interval includes the spread between configurations',
  )
})

test('engines that differ in labels have a line of scores each', () => {
  const [first] = tiny.records.filter((record) => record.type === 'verification')
  const differing = tiny.records.map((record) =>
    record.type === 'verification' && record.engine === 'ts-kd-tree'
      ? { ...record, labels: first.labels }
      : record,
  )
  expect(reportOf(tiny.records).match(/best configuration on this test set/g)).toHaveLength(1)
  expect(reportOf(differing).match(/best configuration on this test set/g)).toHaveLength(2)
})

test('a difference that the planned rounds would decide asks for no others', () => {
  const noisy = withTimes(tiny.records, ({ engine, arm, round }) => {
    const wobble = [1, 1.06, 0.96, 1.03][round]
    return 1e6 * (engine === 'ts-kd-tree' ? 0.9 * wobble : arm === 'null' ? 1 + 0.1 * (wobble - 1) : 1)
  })
  const planned = noisy.map((record) =>
    record.type === 'study' ? { ...record, protocol: { ...record.protocol, rounds: 40 } } : record,
  )
  expect(reportOf(planned)).toContain(
    'all 40 rounds of the study would probably decide it: knnbench run configs/mine.yaml',
  )
})
