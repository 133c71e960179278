import { expect, test } from 'vitest'
import type { LedgerRecord } from '../../src/ledger/record.ts'
import { terminalReport } from '../../src/report/terminal-report.ts'
import { fixtureLedger, resultsOf, TINY } from './fixtures.ts'
import { groupsOf, secondAttempt } from './ledger-edits.ts'

const ledger = fixtureLedger(TINY)
const { others, groups } = groupsOf(ledger.records)

function countedIds(records: readonly LedgerRecord[]): string[] {
  const [one] = resultsOf({ ...ledger, records: [...records] }).cases
  return one.arms.flatMap((arm) => arm.blocks.map(({ block }) => block.block_id))
}

const all = countedIds(ledger.records)

test('all blocks of complete passes count: 3 arms × 4 rounds', () => {
  expect(all).toHaveLength(12)
})

test('a later complete attempt of a group supersedes the earlier one as a whole', () => {
  const counted = countedIds([...ledger.records, ...secondAttempt(groups[1], 2)])
  expect(counted).toHaveLength(12)
  expect(counted.filter((id) => id.endsWith('-again'))).toHaveLength(3)
})

test('an arm without its block-end stays with the earlier attempt', () => {
  const torn = secondAttempt(groups[1], 2).slice(0, -1)
  const again = countedIds([...ledger.records, ...torn]).filter((id) => id.endsWith('-again'))
  expect(again).toEqual(['breast-cancer-1-1-ts-brute-main-again', 'breast-cancer-1-1-ts-kd-tree-main-again'])
})

test('an arm that is measured later is paired with the baseline of that sitting, the others with theirs', () => {
  const late = secondAttempt(groups[1], 2).filter(
    (record) => !('block_id' in record && record.block_id.includes('-null')),
  )
  const [one] = resultsOf({ ...ledger, records: [...ledger.records, ...late] }).cases
  const partners = one.arms.slice(1).map((arm) => arm.blocks[1].baseline?.block.block_id)
  expect(partners).toEqual(['breast-cancer-1-1-ts-brute-main-again', 'breast-cancer-1-1-ts-brute-main'])
})

test('an arm in another session than its baseline stays with the earlier attempt', () => {
  const mixed = secondAttempt(groups[1], 2).map((record) =>
    record.type === 'block' && record.arm === 'null' ? { ...record, session_id: 'session-2' } : record,
  )
  const counted = countedIds([...ledger.records, ...mixed])
  expect(counted).toContain('breast-cancer-1-1-ts-brute-null')
  expect(counted).not.toContain('breast-cancer-1-1-ts-brute-null-again')
})

test('rounds of an incomplete pass wait', () => {
  const records = [...others, ...groups.slice(0, 3).flat()]
  expect(countedIds(records)).toHaveLength(6)
  expect(resultsOf({ ...ledger, records }).cases[0]).toMatchObject({ rounds: 2, rounds_waiting: 1 })
})

test('a baseline block that ended otherwise than measured voids its pass for every arm', () => {
  const records = ledger.records.map((record) =>
    record.type === 'block-end' && record.block_id.endsWith('0-1-ts-brute-main')
      ? { ...record, outcome: 'crashed' as const }
      : record,
  )
  expect(countedIds(records)).toHaveLength(6)
})

test('blocks of another version of an engine do not count, and the other arms keep theirs', () => {
  const records = ledger.records.map((record) =>
    record.type === 'block' && record.engine === 'ts-kd-tree' ? { ...record, key: 'f'.repeat(64) } : record,
  )
  expect(countedIds(records)).toEqual(all.filter((id) => id.includes('ts-brute')))
})

test('a study that now has fewer rounds counts the first of them, and says that number', () => {
  const records = ledger.records.map((record) => {
    if (record.type === 'plan') return { ...record, rounds: 2, passes: 1 }
    return record.type === 'study' ? { ...record, protocol: { ...record.protocol, rounds: 2 } } : record
  })
  expect(countedIds(records)).toEqual(all.filter((id) => /-[01]-1-/.test(id)))
  const report = terminalReport(resultsOf({ ...ledger, records }), {
    width: 400,
    color: 'plain',
    study: 'quick',
  })
  expect(report).toContain(', 2 rounds (1 pass over 2 subsets')
  expect(report).toContain('n = 2 rounds')
})

test('blocks that timed other subsets of the configurations do not count', () => {
  const records = ledger.records.map((record) =>
    record.type === 'plan' ? { ...record, subsets: [...record.subsets].reverse() } : record,
  )
  expect(countedIds(records)).toEqual([])
})

test('a failed arm has no blocks, and the others do not wait for it', () => {
  const plan = ledger.records.find((record) => record.type === 'plan')
  const arm = plan?.arms.find(({ engine }) => engine === 'ts-kd-tree')
  const failure: LedgerRecord = {
    schema: 1,
    type: 'failure',
    case_id: arm?.case_id ?? '',
    engine: 'ts-kd-tree',
    arm: 'main',
    key: arm?.key ?? '',
    configuration: null,
    stage: 'round',
    kind: 'crashed',
    message: 'exit code 1',
  }
  const { cases } = resultsOf({ ...ledger, records: [...ledger.records, failure] })
  const statuses = cases[0].arms.map(({ cells }) => cells[0].status)
  expect(statuses).toEqual(['measured', 'crashed', 'measured'])
})

test('rounds in which everything was found wrong later do not count, nor do they wait', () => {
  const records = ledger.records.map((record) =>
    record.type === 'verification' && record.engine === 'ts-kd-tree' && record.configuration.n_neighbors === 5
      ? { ...record, grade: 'wrong' as const }
      : record,
  )
  const [one] = resultsOf({ ...ledger, records }).cases
  expect(one.arms.map(({ blocks }) => blocks.length)).toEqual([4, 2, 4])
  expect(one.rounds_waiting).toBe(0)
})

test('an arm that can time nothing of a subset has whole passes without it', () => {
  const records = ledger.records
    .map((record) =>
      record.type === 'verification' &&
      record.engine === 'ts-kd-tree' &&
      record.configuration.n_neighbors === 5
        ? { ...record, grade: 'wrong' as const }
        : record,
    )
    .filter((record) => !('block_id' in record && /-[13]-1-ts-kd-tree/.test(record.block_id)))
  const [one] = resultsOf({ ...ledger, records }).cases
  expect(one.arms.map(({ blocks }) => blocks.length)).toEqual([4, 2, 4])
  expect(one.contrasts.engines[0]).toMatchObject({ kind: 'compared', rounds: 2 })
})
