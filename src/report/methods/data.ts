import { countOf } from '../answers-summary.ts'
import { type CaseFacts, hasClasses } from '../case-facts.ts'
import { caseVariant, isAmbiguousName } from '../case-label.ts'
import { foldsBySplit } from '../cross-validation.ts'
import { foldRange } from '../fold-range.ts'
import { listWords, shortHash } from '../list-words.ts'
import { formatNumber } from '../render/format-number.ts'
import type { CaseResults, Results } from '../results.ts'
import { notedParagraphs } from './noted.ts'
import { foldClass, splitWords } from './split-words.ts'

/** Classes that a sentence can name. */
const NAMED_CLASSES = 6

/** Every dataset with its sizes and hashes, how it was split and prepared, and what is to be known of it. */
export function dataParagraphs(results: Results): string[] {
  const { cases, folds } = results
  return [
    [
      ...cases.map(({ facts }) => sentence(facts, results)),
      ...foldsBySplit(folds).map((of) => foldsSentence(of, results)),
    ].join(' '),
    splitParagraph(results),
    'Source files, prepared matrices and the positions of test rows are identified by their SHA-256; the sentences above give the first digits, and table data gives all of them. Every engine reads the same prepared files, so none can differ by its reading of the data.',
    ...notedParagraphs(results),
  ]
}

function sentence(facts: CaseFacts, results: Results): string {
  const { n_train, n_test, n_features } = facts
  return `${nameWords(facts, results)} has ${count(n_train + n_test)} rows, ${count(n_train)} of them for training and ${count(n_test)} for testing, ${countOf(n_features, 'feature')} after preparation and ${targetWords(facts)}.`
}

/** All folds of one cross-validation; their sizes differ by a row or so, and more where they are in order of time. */
function foldsSentence(folds: readonly CaseResults[], results: Results): string {
  const [{ facts }] = folds
  const repeats = new Set(folds.map((one) => one.facts.repeat)).size
  const features = foldRange(folds, 'n_features')
  const sampled = folds.some((one) => one.facts.rows_scored < one.facts.n_test)
  const scored = sampled
    ? ` (${foldRange(folds, 'rows_scored')} of them, a sample drawn once, are graded and scored)`
    : ''
  return `${nameWords(facts, results)} is cross-validated in ${countOf(folds.length, 'fold')}${repeats > 1 ? ` (${repeats} repeats)` : ''} of ${foldRange(folds, 'n_train')} rows for training and ${foldRange(folds, 'n_test')} for testing${scored}, with ${features} ${features === '1' ? 'feature' : 'features'} after preparation and ${targetWords(facts)}.`
}

function nameWords(facts: CaseFacts, results: Results): string {
  const variant = isAmbiguousName(facts, results) ? `; ${caseVariant(facts)}` : ''
  return `The dataset ${facts.dataset} (source ${shortHash(facts.source_sha256)}${variant})`
}

function targetWords({ classes, positive }: CaseFacts): string {
  if (!hasClasses({ classes })) return 'a number as target'
  const words =
    classes.length > NAMED_CLASSES ? countOf(classes.length, 'class', 'classes') : namedClasses(classes)
  return `${words}${classes.length === 2 ? `, of which ${positive} counts as positive` : ''}`
}

function namedClasses(classes: readonly string[]): string {
  return `${classes.length} classes (${listWords(classes)})`
}

/** How the rows were split and prepared, with the cases that differ told apart. */
function splitParagraph({ cases, folds }: Results): string {
  const all = [...cases, ...folds].map(({ facts }) => facts)
  if (all.length === 0) return 'The ledger describes no data.'
  const classes = distinct(folds.flatMap(({ facts }) => foldClass(facts)))
  const sources = [
    ...(cases.length === 0
      ? []
      : ['a holdout gives the rows that train_test_split of scikit-learn gives for the same seed']),
    ...(folds.length === 0 ? [] : [`folds are, row for row, those of ${listWords(classes)} of scikit-learn`]),
  ]
  const own = folds.length === 0 ? '' : ', those of each fold for themselves'
  return `Rows were split as ${listWords(distinct(all.map(splitWords)))}; ${sources.join(', and ')}. The preparation is the one that the study names ${listWords(distinct(all.map(({ prepare }) => prepare)))}. Whatever it estimates, such as a median, the levels of a category, a mean or a standard deviation, it estimates from the training rows alone${own}.`
}

function distinct(words: readonly string[]): string[] {
  return [...new Set(words)]
}

function count(value: number): string {
  return formatNumber(value, 'count')
}
