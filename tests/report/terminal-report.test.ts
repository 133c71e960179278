import { expect, test } from 'vitest'
import type { LedgerRecord } from '../../src/ledger/record.ts'
import { TABLES } from '../../src/report/tables/index.ts'
import { terminalReport } from '../../src/report/terminal-report.ts'
import { ANSWERS_ONLY, fixtureLedger, resultsOf, SINGLE_ROWS, TINY, TWO_CASES } from './fixtures.ts'
import { groupsOf, withTimes } from './ledger-edits.ts'

const OPTIONS = { width: 400, color: 'plain', study: 'configs/mine.yaml' } as const
const tiny = fixtureLedger(TINY)
/** The answers of its first cell. */
const LABELS = tiny.records.find((record) => record.type === 'verification')?.labels ?? ''

function reportOf(records: readonly LedgerRecord[]): string {
  return terminalReport(resultsOf({ ...tiny, records: [...records] }), OPTIONS)
}

test('a wrong engine shows no time, its first row and the command that repeats it', () => {
  const report = terminalReport(resultsOf(fixtureLedger(TWO_CASES)), OPTIONS)
  expect(report).toMatch(/^ {2}mine +– +– +– +not shown +– +wrong: row 17$/m)
  expect(report).toContain(
    'row 17: neighbor 3 of 5 is training row 402 at 1.2180, but row 88 at 1.2079 is nearer',
  )
  expect(report).toContain('reproduce: knnbench engines verify')
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
    'breast-cancer: 2 of 4 rounds count, 1 more waits for the pass to be complete; go on with: knnbench run configs/mine.yaml',
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
  expect(reportOf(differing).match(/configurations? .*on this test set \(/g)).toHaveLength(2)
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

test('a case in which nothing can be timed says why, and proposes nothing to go on with', () => {
  const { others } = groupsOf(tiny.records)
  const failed = others.map((record) =>
    record.type === 'verification' ? { ...record, grade: 'wrong' as const, rows_wrong: 3 } : record,
  )
  const report = reportOf(failed)
  expect(report).toContain('nothing can be timed: ts-brute: 3 of 114 rows are wrong; ts-kd-tree: 3 of')
  expect(report).not.toContain('go on with')
  expect(report).not.toContain('before its time was shown')
})

test('a study without a round yet says how to go on, with what narrowed it', () => {
  const { others } = groupsOf(tiny.records)
  const report = terminalReport(resultsOf({ ...tiny, records: [...others] }), {
    ...OPTIONS,
    flags: ['--dataset wine', '--rounds 50'],
  })
  expect(report).toContain('go on with: knnbench run configs/mine.yaml --dataset wine --rounds 50')
})

test('one round waits, two rounds wait', () => {
  const { others, groups } = groupsOf(tiny.records)
  expect(reportOf([...others, ...groups[0]])).toContain('(1 round waits for the other subsets')
})

test('a null arm that may differ tenfold says that there are too few rounds, not a percentage', () => {
  const wild = withTimes(
    tiny.records,
    ({ arm, round }) => (arm === 'null' ? [1, 40, 900, 7][round] : 1) * 1e6,
  )
  const report = reportOf(wild)
  expect(report).toContain('so no limit can be told from 4 rounds')
  expect(report).toContain('may differ by any amount, as far as 4 rounds can tell')
  expect(report).not.toMatch(/\d{4} %/)
})

test('the lower end of an interval is never shown as 0', () => {
  const wild = withTimes(tiny.records, ({ engine, round }) =>
    engine === 'ts-kd-tree' ? [1, 40, 900, 7][round] * 1e6 : 1e6 * (1 + 0.01 * round),
  )
  expect(reportOf(wild)).not.toMatch(/ 0(\.0+)? – /)
})

test('scores that are all the same are told once', () => {
  const same = tiny.records.map((record) =>
    record.type === 'verification' ? { ...record, labels: LABELS } : record,
  )
  const report = reportOf(same)
  expect(report).toMatch(/all 2 configurations have the same score on this test set: accuracy 0\.\d+/)
  expect(report).not.toContain('worst')
})

test('memory is in a report of 80 columns', () => {
  const records = tiny.records.map((record) =>
    record.type === 'verification' && record.engine === 'ts-kd-tree'
      ? { ...record, grade: 'labels-agree' as const, wrong_share_upper: 0.026 }
      : record,
  )
  const report = terminalReport(resultsOf({ ...tiny, records: [...records] }), { ...OPTIONS, width: 80 })
  expect(report).toMatch(/engine .* memory/)
  expect(report).not.toContain('not shown at')
  expect(report).toContain('labels only, no neighbors to check: at most 2.6 % wrong')
})

test('what found no room in a file names the variable that gives it', () => {
  const at = (sink: 'file' | 'terminal') => terminalReport(resultsOf(tiny), { ...OPTIONS, width: 60, sink })
  expect(at('file')).toMatch(/\(set COLUMNS=\d+, or\s+--format csv\)/)
  expect(at('terminal')).toMatch(/\(widen the\s+terminal, or\s+--format csv\)/)
})
