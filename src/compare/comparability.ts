import { groupBy } from '../report/group-by.ts'
import { listWords, shortHash } from '../report/list-words.ts'
import type { FoldFacts, Series } from './source.ts'

export const FACETS = [
  'rows',
  'split',
  'preparation',
  'algorithm',
  'dtype',
  'threads',
  'ties',
  'average',
] as const
export type FacetName = (typeof FACETS)[number]

export type FacetState = 'same' | 'differs' | 'unknown'

/** One thing that must be equal for results to be comparable, on both sides. */
export interface Facet {
  readonly facet: FacetName
  readonly state: FacetState
  /** Undefined where the side does not say. */
  readonly first: string | undefined
  readonly second: string | undefined
}

type Judge = (first: Series, second: Series) => Omit<Facet, 'facet'>

const JUDGES = {
  rows: judgeRows,
  split: judgeSplit,
  preparation: judgePreparation,
  algorithm: (a, b) => judgeWords(a.facts.algorithm, b.facts.algorithm),
  dtype: (a, b) => judgeWords(a.facts.dtype, b.facts.dtype),
  threads: (a, b) => judgeWords(a.facts.threads?.toString(), b.facts.threads?.toString()),
  ties: (a, b) => judgeWords(a.facts.ties, b.facts.ties),
  average: (a, b) => judgeWords(a.facts.average, b.facts.average),
} as const satisfies Record<FacetName, Judge>

/** Whether two series may be compared, facet by facet; how classes are averaged only where a shared score depends on it. */
export function comparability(first: Series, second: Series): Facet[] {
  return FACETS.filter((facet) => facet !== 'average' || sharesAverage(first, second)).map((facet) => ({
    facet,
    ...JUDGES[facet](first, second),
  }))
}

const AVERAGED = ['precision', 'recall', 'f1'] as const

function sharesAverage(first: Series, second: Series): boolean {
  const has = ({ cells }: Series, name: (typeof AVERAGED)[number]) =>
    cells.some(({ scores }) => scores.has(name))
  return AVERAGED.some((name) => has(first, name) && has(second, name))
}

function judgeWords(first: string | undefined, second: string | undefined): Omit<Facet, 'facet'> {
  return { first, second, state: stateOf(first, second) }
}

function stateOf<T>(first: T | undefined, second: T | undefined): FacetState {
  if (first === undefined || second === undefined) return 'unknown'
  return first === second ? 'same' : 'differs'
}

function judgeRows({ facts: first }: Series, { facts: second }: Series): Omit<Facet, 'facet'> {
  const hashes = stateOf(first.rows_sha256, second.rows_sha256)
  const isSameFile = stateOf(first.source_sha256, second.source_sha256) === 'same'
  const counts = stateOf(first.rows, second.rows)
  const known = hashes === 'unknown' && isSameFile ? 'same' : hashes
  return {
    first: rowsWords(first),
    second: rowsWords(second),
    state: counts === 'differs' ? counts : known,
  }
}

function rowsWords({ rows, rows_sha256 }: Series['facts']): string | undefined {
  const parts = [
    ...(rows === undefined ? [] : [`${rows} rows`]),
    ...(rows_sha256 === undefined ? [] : [shortHash(rows_sha256)]),
  ]
  return parts.length === 0 ? undefined : parts.join(', ')
}

/** By the rows that each fold tests; without hashes, by its name and the data, which together decide it. */
function judgeSplit(first: Series, second: Series): Omit<Facet, 'facet'> {
  const words = { first: splitWords(first), second: splitWords(second) }
  const counts = stateOf(first.folds.length || undefined, second.folds.length || undefined)
  if (counts === 'differs') return { ...words, state: 'differs' }
  const pairs = first.folds.map((fold, i) => foldState(fold, second.folds[i] ?? {}))
  if (pairs.includes('differs')) return { ...words, state: 'differs' }
  if (pairs.length > 0 && pairs.every((state) => state === 'same')) return { ...words, state: 'same' }
  const isNamedAlike = stateOf(first.facts.split, second.facts.split) === 'same'
  return { ...words, state: isNamedAlike && judgeRows(first, second).state === 'same' ? 'same' : 'unknown' }
}

function foldState(first: FoldFacts, second: FoldFacts): FacetState {
  const sizes = [stateOf(first.n_train, second.n_train), stateOf(first.n_test, second.n_test)]
  return sizes.includes('differs') ? 'differs' : stateOf(first.test_sha256, second.test_sha256)
}

function splitWords({ facts, folds }: Series): string | undefined {
  const hashes = folds.flatMap(({ test_sha256 }) => test_sha256 ?? [])
  const parts = [
    ...(facts.split === undefined ? [] : [facts.split]),
    ...(folds.length > 1 ? [`${folds.length} folds`] : []),
    ...(hashes.length === 0 ? [] : [shortHash(hashes[0])]),
  ]
  return parts.length === 0 ? undefined : parts.join(', ')
}

/** By the bits of what was trained on, or by the steps; steps that find nothing to do are no difference. */
function judgePreparation(first: Series, second: Series): Omit<Facet, 'facet'> {
  const isComplete =
    [first, second].some(({ facts }) => facts.complete_numbers === true) &&
    judgeRows(first, second).state === 'same'
  const steps = ({ facts: { prepare } }: Series) =>
    prepare?.filter((step) => !isComplete || !FOR_OTHERS.includes(step)).join(', ')
  const words = { first: stepsWords(first), second: stepsWords(second) }
  const bits = first.folds.map((fold, i) => stateOf(fold.X_train_sha256, second.folds[i]?.X_train_sha256))
  if (bits.length > 0 && bits.every((state) => state === 'same')) return { ...words, state: 'same' }
  return { ...words, state: stateOf(steps(first), steps(second)) }
}

/** They change nothing where every feature is a number in every row. */
const FOR_OTHERS: readonly string[] = ['impute-median', 'one-hot', 'one-hot-drop-first']

function stepsWords({ facts: { prepare } }: Series): string | undefined {
  return prepare?.length === 0 ? 'none' : prepare?.join(', ')
}

/** What must be true for results to be comparable that nobody said: `both have the same dtype (B does not say)`. */
export function conditions(first: Series, second: Series, facets: readonly Facet[]): string[] {
  const silent = (facet: Facet) =>
    [
      ...(facet.first === undefined ? [first.source] : []),
      ...(facet.second === undefined ? [second.source] : []),
    ].join(' and ')
  const unknown = groupBy(
    facets.filter(({ state }) => state === 'unknown'),
    silent,
  )
  return [
    ...[...unknown].map(([who, of]) => {
      const names = listWords(of.map(({ facet }) => facet))
      return `both have the same ${names}${whoWords(who)}`
    }),
    ...[first, second].flatMap(({ source, assumed }) => assumed.map((one) => `${one}, in ${source}`)),
  ]
}

/** Both may say something, and yet not enough. */
function whoWords(who: string): string {
  if (who === '') return ''
  return ` (${who} ${who.includes(' and ') ? 'do' : 'does'} not say)`
}
