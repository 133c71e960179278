import { countOf } from '../answers-summary.ts'
import { foldsBySplit } from '../cross-validation.ts'
import { isFoldsOnly } from '../folds-only.ts'
import { listWords } from '../list-words.ts'
import type { Results } from '../results.ts'

/** What is compared: engines, cases, the grid and the baseline. */
export function studyParagraphs(results: Results): string[] {
  const { study, configurations, left_out } = results
  const { n_neighbors, metric, weights } = study.grid
  const engines = study.engines.length - left_out.length
  const ratios = isFoldsOnly(results) ? '' : ` All ratios refer to the baseline, ${study.baseline}.`
  return [
    `The study ${study.name} compares ${countOf(engines, 'implementation')} of k-nearest-neighbor ${study.task}, called engines, on ${casesWords(results)} Every engine answers the same ${countOf(configurations.length, 'configuration')}: all combinations of k (n_neighbors) of ${listWords(n_neighbors.map(String))}, the distance metric ${listWords(metric)}, and ${listWords(weights)} weights of the vote.${ratios}`,
  ]
}

function casesWords({ cases, folds }: Results): string {
  if (folds.length === 0)
    return `${countOf(cases.length, 'case')}; a case is a dataset with its split and its preparation.`
  const validations = `${countOf(foldsBySplit(folds).length, 'cross-validation')} of ${countOf(folds.length, 'fold')} in all`
  const holdouts = cases.length === 0 ? '' : `${countOf(cases.length, 'holdout')} and `
  return `${holdouts}${validations}; a case is a dataset with its preparation and one holdout or one fold.`
}
