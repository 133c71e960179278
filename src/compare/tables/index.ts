import type { Table } from '../../report/table.ts'
import type { Comparison } from '../comparison.ts'
import { comparabilityTable } from './comparability.ts'
import { labelsTable } from './labels.ts'
import { overallTable } from './overall.ts'
import { scoresTable } from './scores.ts'
import { timesTable } from './times.ts'

/** The tables of `compare`, in the order in which they are printed. */
export const COMPARE_TABLES = {
  comparability: comparabilityTable,
  overall: overallTable,
  scores: scoresTable,
  labels: labelsTable,
  times: timesTable,
} as const satisfies Record<string, (comparison: Comparison) => Table>

export type CompareTableName = keyof typeof COMPARE_TABLES

export function isCompareTable(name: string): name is CompareTableName {
  return Object.hasOwn(COMPARE_TABLES, name)
}
