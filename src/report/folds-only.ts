import type { Results } from './results.ts'

/** Whether a study is scored in folds and has no holdout, so that nothing of it can be timed or compared in time. */
export function isFoldsOnly({ cases, folds }: Pick<Results, 'cases' | 'folds'>): boolean {
  return cases.length === 0 && folds.length > 0
}
