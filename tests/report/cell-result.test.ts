import { expect, test } from 'vitest'
import type { LedgerRecord, RecordOf } from '../../src/ledger/record.ts'
import { ANSWERS_ONLY, fixtureLedger, resultsOf, TINY, TWO_CASES } from './fixtures.ts'

const ledger = fixtureLedger(TINY)

/** The first cell of ts-kd-tree after `edit` has changed the ledger. */
function cellAfter(edit: (records: readonly LedgerRecord[]) => readonly LedgerRecord[]) {
  const { cases } = resultsOf({ ...ledger, records: [...edit(ledger.records)] })
  return cases[0].arms.find(({ engine }) => engine === 'ts-kd-tree')?.cells[0]
}

const verification = ledger.records.find(
  (r): r is RecordOf<'verification'> => r.type === 'verification' && r.engine === 'ts-kd-tree',
)
if (verification === undefined) throw new Error('the fixture grades ts-kd-tree')
const graded = verification

function failure(kind: RecordOf<'failure'>['kind'], message: string): LedgerRecord {
  const { case_id, engine, key, configuration } = graded
  return {
    schema: 1,
    type: 'failure',
    case_id,
    engine,
    arm: 'main',
    key,
    configuration,
    stage: 'round',
    kind,
    message,
  }
}

test('a right and timed cell is measured, with medians over its rounds', () => {
  expect(cellAfter((records) => records)).toMatchObject({ status: 'measured', times: { rounds: 2 } })
})

test.each([
  ['timeout', 'timeout'],
  ['out-of-memory', 'out-of-memory'],
  ['crashed', 'crashed'],
  ['error', 'crashed'],
  ['unsupported', 'unsupported'],
  ['changed-answers', 'wrong'],
] as const)('a failure of kind %s makes the cell %s and gives its message', (kind, status) => {
  expect(cellAfter((records) => [...records, failure(kind, 'what happened')])).toMatchObject({
    status,
    reason: 'what happened',
  })
})

test('a wrong grade comes before a failure and gives its first row', () => {
  const wrong: LedgerRecord = {
    ...graded,
    grade: 'wrong',
    rows_wrong: 3,
    first_wrong: { test_row: 17, sentence: 'too far' },
  }
  expect(cellAfter((records) => [...records, wrong, failure('timeout', 'late')])).toMatchObject({
    status: 'wrong',
    reason: '3 of 114 rows are wrong; test row 17: too far',
  })
})

test('a later grade replaces an earlier one', () => {
  const undecidable: LedgerRecord = { ...graded, grade: 'undecidable' }
  expect(cellAfter((records) => [...records, undecidable, graded])).toMatchObject({ status: 'measured' })
})

test('an undecidable cell is answered, but its time is not shown', () => {
  const cell = cellAfter((records) => [...records, { ...graded, grade: 'undecidable' }])
  expect(cell?.status).toBe('answered')
  expect(cell).not.toHaveProperty('times')
})

test('a timed cell without a grade shows no time', () => {
  const cell = cellAfter((records) =>
    records.filter((r) => !(r.type === 'verification' && r.engine === 'ts-kd-tree')),
  )
  expect(cell).toMatchObject({
    status: 'not-run',
    reason: 'its answers are not graded yet, so no time is shown',
  })
})

test('the grade of another version of the engine is none', () => {
  const cell = cellAfter((records) =>
    records.map((r) =>
      r.type === 'verification' && r.engine === 'ts-kd-tree' ? { ...r, key: 'f'.repeat(64) } : r,
    ),
  )
  expect(cell?.status).toBe('not-run')
})

test('an arm over budget gives its estimate and the limits', () => {
  const cell = cellAfter((records) =>
    records.map((r) =>
      r.type === 'plan'
        ? {
            ...r,
            arms: r.arms.map((arm) =>
              arm.engine === 'ts-kd-tree' ? { ...arm, decision: 'over-budget', estimate_ns: 34e9 } : arm,
            ),
          }
        : r,
    ),
  )
  expect(cell).toMatchObject({
    status: 'over-budget',
    reason: 'estimated at 34 s: max_arm is 20 s, budget is 90 s for the study',
  })
})

test('without a plan, right cells are answered', () => {
  const statuses = new Set(
    resultsOf(fixtureLedger(ANSWERS_ONLY)).cases.flatMap(({ arms }) =>
      arms.flatMap(({ cells }) => cells.map(({ status }) => status)),
    ),
  )
  expect([...statuses].sort()).toEqual(['answered', 'timeout', 'unsupported', 'wrong'])
})

test('the null arm shares the grade of its engine', () => {
  const arm = resultsOf(fixtureLedger(TWO_CASES)).cases[0].arms.find((one) => one.arm === 'null')
  expect(new Set(arm?.cells.map(({ status }) => status))).toEqual(new Set(['measured']))
})
