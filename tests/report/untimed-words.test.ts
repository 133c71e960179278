import { expect, test } from 'vitest'
import type { LedgerRecord } from '../../src/ledger/record.ts'
import { terminalReport } from '../../src/report/terminal-report.ts'
import { fixtureLedger, resultsOf, TINY } from './fixtures.ts'

const OPTIONS = { width: 400, color: 'plain', study: 'tiny' } as const
const { records, readAnswer } = fixtureLedger(TINY)

function report(changed: readonly LedgerRecord[]): string {
  return terminalReport(resultsOf({ records: [...changed], readAnswer }), OPTIONS)
}

const describing = records.filter(
  ({ type }) => !['block', 'block-end', 'measurement', 'verification'].includes(type),
)

/** The ledger of a run in which nothing could be probed. */
function allFailed(): LedgerRecord[] {
  const plan = describing.find((record) => record.type === 'plan')
  if (plan?.type !== 'plan') throw new Error('no plan')
  const failures = plan.arms
    .filter(({ arm }) => arm === 'main')
    .map(({ case_id, engine, key }): LedgerRecord => {
      const what = {
        configuration: null,
        stage: 'plan',
        kind: 'crashed',
        message: 'ended by SIGABRT',
      } as const
      return { schema: 1, type: 'failure', case_id, engine, arm: 'main', key, ...what }
    })
  const failed = { ...plan, arms: plan.arms.map((arm) => ({ ...arm, decision: 'failed' as const })) }
  return [...describing.map((record) => (record.type === 'plan' ? failed : record)), ...failures]
}

test('a case in which everything failed stays in the report and says why nothing is timed', () => {
  const text = report(allFailed())
  expect(text).toContain('nothing can be timed: ts-brute: ended by SIGABRT; ts-kd-tree: ended by SIGABRT')
  expect(text).not.toContain('go on with')
})

test('a case that is not measured yet still says how to go on', () => {
  expect(report(describing)).toContain('go on with: knnbench run tiny')
})

test('an arm that was scored on fewer rows says so, and why', () => {
  const fewer = records.map((record) =>
    record.type === 'plan'
      ? {
          ...record,
          arms: record.arms.map((arm) => (arm.engine === 'ts-kd-tree' ? { ...arm, score_rows: 36 } : arm)),
        }
      : record,
  )
  expect(report(fewer)).toContain(
    'ts-kd-tree is scored and graded on 36 timed rows: all 114 would take longer than max_arm (20 s)',
  )
})
