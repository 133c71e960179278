import type { CaseFacts } from './case-facts.ts'
import type { Results } from './results.ts'

type Cases = Pick<Results, 'cases' | 'folds'>

/**
 * What tells a holdout from the other holdouts, and a cross-validation (by any of its folds) from the others: its
 * dataset, and its split and preparation where that is not enough.
 */
export function caseLabel(facts: CaseFacts, results: Cases): string {
  return isAmbiguousName(facts, results) ? `${facts.dataset} (${caseVariant(facts)})` : facts.dataset
}

/** `holdout-0.2-stratified seed 42, default`. */
export function caseVariant({ split_label, split_seed, prepare }: CaseFacts): string {
  return `${split_label} ${split_seed === null ? 'not shuffled' : `seed ${split_seed}`}, ${prepare}`
}

/** Whether other cases of the study, of the same kind, carry the same dataset name. */
export function isAmbiguousName(facts: CaseFacts, { cases, folds }: Cases): boolean {
  const isNamesake = (other: { readonly facts: CaseFacts }) => other.facts.dataset === facts.dataset
  if (facts.fold === null) return cases.filter(isNamesake).length > 1
  return folds.filter(isNamesake).some((other) => caseVariant(other.facts) !== caseVariant(facts))
}
