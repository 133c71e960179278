import type { CaseFacts } from '../case-facts.ts'

/** `stratified-kfold-5 with seed 42`, `kfold-5 without shuffling`. */
export function splitWords({ split_label, split_seed }: CaseFacts): string {
  return `${split_label} ${split_seed === null ? 'without shuffling' : `with seed ${split_seed}`}`
}

const CLASSES = {
  'kfold-': 'KFold',
  'stratified-kfold-': 'StratifiedKFold',
  'repeated-stratified-kfold-': 'RepeatedStratifiedKFold',
  'time-series-': 'TimeSeriesSplit',
}

/** The class of scikit-learn that gives the same folds. */
export function foldClass({ split_label }: CaseFacts): string[] {
  return Object.entries(CLASSES).flatMap(([prefix, name]) => (split_label.startsWith(prefix) ? [name] : []))
}
