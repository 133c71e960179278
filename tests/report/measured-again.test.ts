import { expect, test } from 'vitest'
import type { LedgerRecord, RecordOf } from '../../src/ledger/record.ts'
import { fixtureLedger, resultsOf, TINY } from './fixtures.ts'
import { groupsOf, secondAttempt } from './ledger-edits.ts'

const ledger = fixtureLedger(TINY)
const { groups } = groupsOf(ledger.records)
const [first] = ledger.records.filter((record) => record.type === 'plan')
const asked = askFor('ts-kd-tree')

function askFor(engine: string): LedgerRecord {
  const arm = first.arms.find((one) => one.engine === engine && one.arm === 'main')
  if (arm === undefined) throw new Error(`${engine} is not planned`)
  return { schema: 1, type: 'again', case_id: arm.case_id, engine, key: arm.key, until: 'rounds' }
}

/** Blocks, statuses and failures of the arms of the only case, by engine and role. */
function armsOf(records: readonly LedgerRecord[]) {
  const [one] = resultsOf({ ...ledger, records: [...records] }).cases
  return Object.fromEntries(
    one.arms.map((arm) => [
      `${arm.engine}/${arm.arm}`,
      {
        blocks: arm.blocks.map(({ block }) => block.block_id),
        statuses: new Set(arm.cells.map(({ status }) => status)),
      },
    ]),
  )
}

function gradesOf(engine: string): RecordOf<'verification'>[] {
  return ledger.records.filter(
    (record): record is RecordOf<'verification'> =>
      record.type === 'verification' && record.engine === engine,
  )
}

test('what was measured of an arm before it was asked for again is not shown; the others keep their times', () => {
  const before = armsOf(ledger.records)
  const after = armsOf([...ledger.records, asked])
  expect(before['ts-kd-tree/main'].blocks).toHaveLength(4)
  expect(after['ts-kd-tree/main'].blocks).toEqual([])
  expect(after['ts-kd-tree/main'].statuses).not.toContain('measured')
  expect(after['ts-brute/main']).toEqual(before['ts-brute/main'])
  expect(after['ts-brute/null']).toEqual(before['ts-brute/null'])
})

test('what was measured since is shown, paired within its own sitting', () => {
  const again = groups.flatMap((group) => secondAttempt(group, 2))
  const after = armsOf([...ledger.records, asked, ...gradesOf('ts-kd-tree'), ...again])
  expect(after['ts-kd-tree/main'].blocks.every((id) => id.endsWith('-again'))).toBe(true)
  expect(after['ts-kd-tree/main'].blocks).toHaveLength(4)
  expect(after['ts-kd-tree/main'].statuses).toEqual(new Set(['measured']))
})

test('a failure from before does not hide what was measured since', () => {
  const [grade] = gradesOf('ts-kd-tree')
  const failure: RecordOf<'failure'> = {
    schema: 1,
    type: 'failure',
    case_id: grade.case_id,
    engine: grade.engine,
    arm: 'main',
    key: grade.key,
    configuration: null,
    stage: 'round',
    kind: 'crashed',
    message: 'crashed',
  }
  const again = groups.flatMap((group) => secondAttempt(group, 2))
  const statuses = (records: readonly LedgerRecord[]) =>
    armsOf([...ledger.records, failure, ...records])['ts-kd-tree/main'].statuses
  expect(statuses(again)).toEqual(new Set(['crashed']))
  expect(statuses([asked, ...gradesOf('ts-kd-tree'), ...again])).toEqual(new Set(['measured']))
})
