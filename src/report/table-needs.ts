import type { TableName } from './tables/index.ts'

/** The cases that a table is about: those that take part in the rounds, folds of cross-validations, or all. */
export type CaseKind = 'holdouts' | 'folds' | 'all'

/** What of a study must have been run before a table has all its values. */
export interface TableNeeds {
  readonly cases: CaseKind
  /** Answers are scored and graded; times need the rounds. */
  readonly until: 'answers' | 'rounds'
}

const TIMES: TableNeeds = { cases: 'holdouts', until: 'rounds' }
const ANSWERS: TableNeeds = { cases: 'holdouts', until: 'answers' }
const FOLDS: TableNeeds = { cases: 'folds', until: 'answers' }

/** What each table needs; a new one is one line here. */
export const TABLE_NEEDS = {
  ranking: TIMES,
  comparisons: TIMES,
  sensitivity: TIMES,
  intervals: TIMES,
  rounds: TIMES,
  machines: TIMES,
  'across-datasets': TIMES,
  ranks: TIMES,
  friedman: TIMES,
  pairwise: TIMES,
  times: TIMES,
  search: TIMES,
  phases: TIMES,
  latency: TIMES,
  cpu: TIMES,
  limit: TIMES,
  memory: TIMES,
  answers: ANSWERS,
  disagreements: ANSWERS,
  accuracy: ANSWERS,
  'accuracy-intervals': ANSWERS,
  scores: ANSWERS,
  configurations: ANSWERS,
  confusion: ANSWERS,
  recall: TIMES,
  roc: ANSWERS,
  'by-k': TIMES,
  'by-metric': TIMES,
  'by-weights': TIMES,
  'cross-validation': FOLDS,
  folds: FOLDS,
  'configuration-comparisons': FOLDS,
  causes: ANSWERS,
  cells: { cases: 'all', until: 'rounds' },
  failures: { cases: 'all', until: 'rounds' },
  data: { cases: 'all', until: 'answers' },
  samples: TIMES,
} satisfies Record<TableName, TableNeeds>

/** Whether a fold, or a case that is none, is among the cases that are asked for. */
export function isAmong(kind: CaseKind, { isFold }: { readonly isFold: boolean }): boolean {
  return kind === 'all' || (kind === 'folds') === isFold
}
