import { countOf } from '../answers-summary.ts'
import type { CaseFacts } from '../case-facts.ts'
import { groupBy } from '../group-by.ts'
import { listWords, shortHash } from '../list-words.ts'
import { formatNumber } from '../render/format-number.ts'
import type { Results } from '../results.ts'
import { describeWarning } from '../warning-words.ts'

/** Classes that a sentence can name. */
const NAMED_CLASSES = 6

/** Every dataset with its sizes and hashes, how it was split and prepared, and what is to be known of it. */
export function dataParagraphs({ cases }: Results): string[] {
  const facts = cases.map((one) => one.facts)
  return [
    facts.map(sentence).join(' '),
    splitWords(facts),
    'Source files, prepared matrices and the positions of test rows are identified by their SHA-256; the sentences above give the first digits, and table data gives all of them. Every engine reads the same prepared files, so none can differ by its reading of the data.',
    ...noted(facts),
  ]
}

function sentence(facts: CaseFacts): string {
  const { dataset, n_train, n_test, n_features, classes, positive, source_sha256 } = facts
  const classWords =
    classes.length > NAMED_CLASSES ? countOf(classes.length, 'class', 'classes') : namedClasses(classes)
  const positiveWords = classes.length === 2 ? `, of which ${positive} counts as positive` : ''
  return `The dataset ${dataset} (source ${shortHash(source_sha256)}) has ${count(n_train + n_test)} rows, ${count(n_train)} of them for training and ${count(n_test)} for testing, ${countOf(n_features, 'feature')} after preparation and ${classWords}${positiveWords}.`
}

function namedClasses(classes: readonly string[]): string {
  return `${classes.length} classes (${listWords(classes)})`
}

/** How the rows were split and prepared, with the cases that differ told apart. */
function splitWords(facts: readonly CaseFacts[]): string {
  const splits = distinct(facts.map((one) => `${one.split_label} with seed ${one.split_seed}`))
  const prepares = distinct(facts.map(({ prepare }) => prepare))
  return `Rows were split as ${listWords(splits)}; a holdout gives the rows that train_test_split of scikit-learn gives for the same seed. The preparation is the one that the study names ${listWords(prepares)}. Whatever it estimates, such as a median, the levels of a category, a mean or a standard deviation, it estimates from the training rows alone.`
}

/** What was found while preparing, each once with its datasets. */
function noted(facts: readonly CaseFacts[]): string[] {
  const found = facts.flatMap(({ dataset, warnings }) =>
    warnings.map((one) => ({ dataset, words: warningWords(one) })),
  )
  const groups = [...groupBy(found, ({ words }) => words)]
  if (groups.length === 0) return []
  const sentences = groups.map(
    ([words, all]) => `${listWords(distinct(all.map(({ dataset }) => dataset)))}: ${words}.`,
  )
  return [`Noted while preparing. ${sentences.join(' ')}`]
}

/** Without what the author of a study could do about it. */
function warningWords(warning: CaseFacts['warnings'][number]): string {
  return warning.code === 'positive-guessed'
    ? 'the study names no positive class, so it is the last label in order'
    : describeWarning(warning)
}

function distinct(words: readonly string[]): string[] {
  return [...new Set(words)]
}

function count(value: number): string {
  return formatNumber(value, 'count')
}
