import { formatNumber } from './render/format-number.ts'
import type { CaseResults } from './results.ts'

/** A size that folds share or differ in by a row or so: `455 – 456`. */
export function foldRange(
  folds: readonly CaseResults[],
  key: 'n_train' | 'n_test' | 'n_features' | 'rows_scored',
): string {
  const sizes = folds.map(({ facts }) => facts[key])
  const [least, most] = [Math.min(...sizes), Math.max(...sizes)].map((size) => formatNumber(size, 'count'))
  return least === most ? least : `${least} – ${most}`
}
