import { expect, test } from 'vitest'
import type { Results } from '../../src/report/results.ts'
import { TABLE_NEEDS, type TableNeeds } from '../../src/report/table-needs.ts'
import { TABLE_NAMES, TABLES } from '../../src/report/tables/index.ts'
import { FOLDED, fixtureLedger } from './fixtures.ts'
import { changed, resultsFrom } from './reproduction/edits.ts'

const ledger = fixtureLedger(FOLDED)
const whole = resultsFrom(ledger.records, ledger)

/** The same ledger, had only the cases been run of which `isRun` is true. */
function only(isRun: (case_id: string) => boolean): Results {
  const planned = changed(ledger.records, 'plan', (plan) => ({
    ...plan,
    arms: plan.arms.filter(({ case_id }) => isRun(case_id)),
  }))
  const data = changed(planned, 'data', (one) => (isRun(one.case_id) ? one : undefined))
  return resultsFrom(data, ledger)
}

const isFold = (case_id: string) => case_id.includes('-fold-')
const partly = { holdouts: only((id) => !isFold(id)), folds: only(isFold) }

test.each(TABLE_NAMES)(
  'table %s has all its rows once the cases that it needs were run, and no fewer',
  (name) => {
    const rows = (of: Results) => TABLES[name].make(of).rows
    const { cases }: TableNeeds = TABLE_NEEDS[name]
    const all = rows(whole)
    expect(rows(partly.holdouts).length === all.length).toBe(cases === 'holdouts' || all.length === 0)
    if (cases !== 'all') expect(rows(partly[cases])).toEqual(all)
    if (cases !== 'holdouts') expect(rows(partly.folds).length).toBeGreaterThan(0)
  },
)

const shown = TABLE_NAMES.filter((name) => TABLES[name].make(whole).rows.length > 0)

test.each(shown.filter((name) => name !== 'failures'))(
  'table %s has other rows without rounds if it needs them',
  (name) => {
    const untimed = resultsFrom(
      changed(ledger.records, 'block', () => undefined),
      ledger,
    )
    const rows = (of: Results) => JSON.stringify(TABLES[name].make(of).rows)
    expect(rows(untimed) !== rows(whole)).toBe(TABLE_NEEDS[name].until === 'rounds')
  },
)
