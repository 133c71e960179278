import { groupBy } from './group-by.ts'
import type { CaseResults, Results } from './results.ts'
import { describeWarning } from './warning-words.ts'

/** What is to be known of the data: of each dataset, then what is so in some of its folds only. */
export function dataWarnings({ cases, folds }: Results): string[] {
  const wordsOf = ({ facts }: CaseResults) =>
    facts.warnings.map((one) => `${facts.dataset}: ${describeWarning(one)}`)
  const told = cases.flatMap(wordsOf)
  const ofFolds = groupBy(
    folds.flatMap((one) => wordsOf(one).map((words) => ({ words, fold: one }))),
    ({ words, fold: { facts } }) => JSON.stringify([words, facts.split_label, facts.split_seed]),
  )
  const more = [...ofFolds.values()].flatMap((group) => {
    const [{ words, fold }] = group
    if (told.includes(words)) return []
    const { split_label, split_seed } = fold.facts
    const isBeside = ({ facts }: CaseResults) =>
      facts.dataset === fold.facts.dataset &&
      facts.split_label === split_label &&
      facts.split_seed === split_seed
    const all = folds.filter(isBeside).length
    return [group.length === all ? words : `${words} (in ${group.length} of ${all} folds of ${split_label})`]
  })
  return [...told, ...new Set(more)]
}
