import { countOf } from '../answers-summary.ts'
import { foldsBySplit } from '../cross-validation.ts'
import type { CaseResults, Results } from '../results.ts'
import { splitWords } from './split-words.ts'

/** What a sentence is about: one holdout, or all folds of a cross-validation together. */
export interface Place {
  readonly cases: readonly CaseResults[]
  /** `wine`, `the 5 folds of wine (stratified-kfold-5 with seed 42)`; of some of its cases, how many they are. */
  words(some?: number): string
  /** What its answers are counted by. */
  readonly unit: 'configurations' | 'cells'
}

export function placesOf({ cases, folds }: Pick<Results, 'cases' | 'folds'>): Place[] {
  return [
    ...cases.map((one): Place => ({ cases: [one], words: () => one.facts.dataset, unit: 'configurations' })),
    ...foldsBySplit(folds).map(
      (of): Place => ({ cases: of, words: (some) => foldsWords(of, some), unit: 'cells' }),
    ),
  ]
}

function foldsWords(folds: readonly CaseResults[], some: number = folds.length): string {
  const [{ facts }] = folds
  const share = some < folds.length ? `${some} of ` : ''
  return `${share}the ${countOf(folds.length, 'fold')} of ${facts.dataset} (${splitWords(facts)})`
}
