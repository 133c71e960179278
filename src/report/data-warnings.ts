import { caseLabel } from './case-label.ts'
import { foldsBySplit } from './cross-validation.ts'
import { groupBy } from './group-by.ts'
import type { CaseResults, Results } from './results.ts'
import { describeWarning } from './warning-words.ts'

/** What a holdout, or all folds of a cross-validation, have to say. */
interface Noted {
  readonly dataset: string
  readonly label: string
  readonly warnings: readonly string[]
}

/** What is to be known of the data: of each dataset once, then what is so in some of its splits or folds only. */
export function dataWarnings(results: Results): string[] {
  const holdouts = oncePerDataset(
    results.cases.map((one) => ({ ...named(one, results), warnings: wordsOf(one) })),
  )
  const validations = foldsBySplit(results.folds).map((folds) => ({
    ...named(folds[0], results),
    warnings: foldWarnings(folds),
  }))
  return [...new Set([...holdouts, ...oncePerDataset(validations)])]
}

function named({ facts }: CaseResults, results: Results): Omit<Noted, 'warnings'> {
  return { dataset: facts.dataset, label: caseLabel(facts, results) }
}

function wordsOf({ facts }: CaseResults): string[] {
  return facts.warnings.map(describeWarning)
}

/** What is so in some folds only says in how many. */
function foldWarnings(folds: readonly CaseResults[]): string[] {
  const found = groupBy(folds.flatMap(wordsOf), (words) => words)
  const [{ facts }] = folds
  return [...found].map(([words, { length }]) =>
    length === folds.length
      ? words
      : `${words} (in ${length} of ${folds.length} folds of ${facts.split_label})`,
  )
}

/** What all cases of a dataset say is said of the dataset; the rest, of the cases that say it. */
function oncePerDataset(cases: readonly Noted[]): string[] {
  const said = cases.flatMap(({ dataset, label, warnings }) =>
    warnings.map((words) => ({ dataset, label, words })),
  )
  return [...groupBy(said, ({ dataset, words }) => JSON.stringify([dataset, words])).values()].flatMap(
    (alike) => {
      const [{ dataset, words }] = alike
      const isSaidByAll = alike.length === cases.filter((one) => one.dataset === dataset).length
      return isSaidByAll ? [`${dataset}: ${words}`] : alike.map(({ label }) => `${label}: ${words}`)
    },
  )
}
