import { InputError } from '../config/input-error.ts'
import { printable } from '../config/printable.ts'
import type { TableProfile } from './profile-csv.ts'
import { planTable, type TableChoice, type TablePlan } from './table-plan.ts'

export interface PlannedTable<T> {
  readonly plan: TablePlan
  readonly prepared: T
}

/**
 * How a study is to read and prepare a table so that none of it is refused. What a column lacks may depend on the
 * split, so that only preparation knows it: such a column is left out and the rest prepared again.
 */
export function planPrepared<T>(
  profile: TableProfile,
  choice: Omit<TableChoice, 'refused'>,
  prepare: (plan: TablePlan) => T,
): PlannedTable<T> {
  const refused = new Map<string, string>()
  for (;;) {
    const plan = planTable(profile, { ...choice, refused })
    try {
      return { plan, prepared: prepare(plan) }
    } catch (error) {
      const found = refusals(error).filter(([column]) => !refused.has(column))
      if (found.length === 0) throw error
      for (const [column, why] of found) refused.set(column, why)
    }
  }
}

/** The columns that an error is about, each with what was found. */
function refusals(error: unknown): [string, string][] {
  if (!(error instanceof InputError)) return []
  return error.problems.flatMap(({ column, found }) => {
    if (column === undefined) return []
    return [[column, found.replace(`column ${printable(column)} `, () => '').replace(/\.$/, '')]]
  })
}
