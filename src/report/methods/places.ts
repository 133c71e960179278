import { countOf } from '../answers-summary.ts'
import { caseLabel, isAmbiguousName } from '../case-label.ts'
import { foldsBySplit } from '../cross-validation.ts'
import type { CaseResults, Results } from '../results.ts'
import { splitWords } from './split-words.ts'

/** What a sentence is about: one holdout, or all folds of a cross-validation together. */
export interface Place {
  readonly cases: readonly CaseResults[]
  /** What tells it from the others of its kind: `wine`, or `wine` with its split and preparation. */
  readonly label: string
  /** `wine`, `the 5 folds of wine (stratified-kfold-5 with seed 42)`; of some of its cases, how many they are. */
  words(some?: number): string
  /** What its answers are counted by. */
  readonly unit: 'configurations' | 'cells'
}

export function placesOf(results: Pick<Results, 'cases' | 'folds'>): Place[] {
  const { cases, folds } = results
  return [
    ...cases.map((one): Place => {
      const label = caseLabel(one.facts, results)
      return { cases: [one], label, words: () => label, unit: 'configurations' }
    }),
    ...foldsBySplit(folds).map(
      (of): Place => ({
        cases: of,
        label: caseLabel(of[0].facts, results),
        words: (some) => foldsWords(of, results, some),
        unit: 'cells',
      }),
    ),
  ]
}

function foldsWords(
  folds: readonly CaseResults[],
  results: Pick<Results, 'cases' | 'folds'>,
  some: number = folds.length,
): string {
  const [{ facts }] = folds
  const share = some < folds.length ? `${some} of ` : ''
  const prepare = isAmbiguousName(facts, results) ? `, ${facts.prepare}` : ''
  return `${share}the ${countOf(folds.length, 'fold')} of ${facts.dataset} (${splitWords(facts)}${prepare})`
}
