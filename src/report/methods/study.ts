import { countOf } from '../answers-summary.ts'
import { listWords } from '../list-words.ts'
import type { Results } from '../results.ts'

/** What is compared: engines, cases, the grid and the baseline. */
export function studyParagraphs({ study, configurations, cases, left_out }: Results): string[] {
  const { n_neighbors, metric, weights } = study.grid
  const engines = study.engines.length - left_out.length
  return [
    `The study ${study.name} compares ${countOf(engines, 'implementation')} of k-nearest-neighbor ${study.task}, called engines, on ${countOf(cases.length, 'case')}; a case is a dataset with its split and its preparation. Every engine answers the same ${countOf(configurations.length, 'configuration')}: all combinations of k (n_neighbors) of ${listWords(n_neighbors.map(String))}, the distance metric ${listWords(metric)}, and ${listWords(weights)} weights of the vote. All ratios refer to the baseline, ${study.baseline}.`,
  ]
}
