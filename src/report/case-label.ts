import type { CaseFacts } from './case-facts.ts'
import type { Results } from './results.ts'

/** What tells a case from the others: its dataset, and its split and preparation where that is not enough. */
export function caseLabel(facts: CaseFacts, results: Pick<Results, 'cases'>): string {
  return isAmbiguousName(facts, results) ? `${facts.dataset} (${caseVariant(facts)})` : facts.dataset
}

/** `holdout-0.2-stratified seed 42, default`. */
export function caseVariant({ split_label, split_seed, prepare }: CaseFacts): string {
  return `${split_label} seed ${split_seed}, ${prepare}`
}

/** Whether other cases of the study carry the same dataset name. */
export function isAmbiguousName({ dataset }: CaseFacts, { cases }: Pick<Results, 'cases'>): boolean {
  return cases.filter(({ facts }) => facts.dataset === dataset).length > 1
}
