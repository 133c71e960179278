import type { CaseResults } from './results.ts'

/** Which average stands behind precision, recall, F1 and ROC-AUC. */
export function averageNote(cases: readonly Pick<CaseResults, 'facts'>[]): string {
  const distinct = (words: readonly string[]) => [...new Set(words)].join(', ')
  const binary = cases
    .filter(({ facts }) => facts.classes.length === 2)
    .map(({ facts }) => `${facts.dataset} (${facts.positive})`)
  const more = cases.filter(({ facts }) => facts.classes.length > 2).map(({ facts }) => facts.dataset)
  return [
    binary.length === 0
      ? []
      : [`precision, recall, F1 and ROC-AUC are those of the positive class: ${distinct(binary)}.`],
    more.length === 0 ? [] : [`macro average over classes, ROC-AUC one against the rest: ${distinct(more)}.`],
  ]
    .flat()
    .join(' ')
}
