import { expect, test } from 'vitest'
import type { LedgerRecord } from '../../src/ledger/record.ts'
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

test('a later attempt without one block-end counts in nothing', () => {
  const torn = secondAttempt(groups[1], 2).slice(0, -1)
  expect(countedIds([...ledger.records, ...torn])).toEqual(all)
})

test('an attempt from two sessions is not a group', () => {
  const mixed = secondAttempt(groups[1], 2).map((record) =>
    record.type === 'block' && record.arm === 'null' ? { ...record, session_id: 'session-2' } : record,
  )
  expect(countedIds([...ledger.records, ...mixed])).toEqual(all)
})

test('rounds of an incomplete pass wait', () => {
  const records = [...others, ...groups.slice(0, 3).flat()]
  expect(countedIds(records)).toHaveLength(6)
  expect(resultsOf({ ...ledger, records }).cases[0]).toMatchObject({ rounds: 2, rounds_waiting: 1 })
})

test('a block that ended otherwise than measured voids its group', () => {
  const records = ledger.records.map((record) =>
    record.type === 'block-end' && record.block_id.endsWith('0-1-ts-brute-main')
      ? { ...record, outcome: 'crashed' as const }
      : record,
  )
  expect(countedIds(records)).toHaveLength(6)
})

test('blocks of another version of the engine do not count', () => {
  const records = ledger.records.map((record) =>
    record.type === 'block' && record.engine === 'ts-kd-tree' ? { ...record, key: 'f'.repeat(64) } : record,
  )
  expect(countedIds(records)).toEqual([])
})

test('an arm that failed as a whole is not waited for', () => {
  const plan = ledger.records.find((record) => record.type === 'plan')
  const arm = plan?.arms.find(({ engine }) => engine === 'ts-kd-tree')
  const withoutArm = ledger.records.filter(
    (record) => !('block_id' in record && record.block_id.includes('ts-kd-tree')),
  )
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
  expect(countedIds(withoutArm)).toEqual([])
  expect(countedIds([...withoutArm, failure])).toHaveLength(8)
})
