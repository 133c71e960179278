import { InputError } from '../config/input-error.ts'
import { isMetricName } from '../config/metric-name.ts'
import { didYouMean } from '../config/nearest-name.ts'
import { quoted } from '../config/printable.ts'
import type { Weights } from '../config/study.ts'
import { parseDecimal } from '../data/decimal.ts'

/** Where a word stands, for messages. */
export interface Place {
  readonly file: string
  readonly line: number
}

const METRICS = ['euclidean', 'manhattan', 'chebyshev', 'cosine', 'hamming', 'minkowski'] as const

/** Other names of a metric, in small letters. */
const METRIC_WORDS: ReadonlyMap<string, string> = new Map([
  ...METRICS.map((name): [string, string] => [name, name]),
  ...['l1', 'cityblock', 'city-block', 'taxicab'].map((name): [string, string] => [name, 'manhattan']),
  ...['l2', 'euclid'].map((name): [string, string] => [name, 'euclidean']),
  ...['linf', 'l_inf', 'infinity', 'chebychev'].map((name): [string, string] => [name, 'chebyshev']),
])

/** The metric of a name and, where that is `minkowski` or missing, of p; undefined where neither says it. */
export function metricOf(name: string, p: string, place: Place): string | undefined {
  if (name === '') return p === '' ? undefined : minkowski(p, place)
  const word = name.toLowerCase()
  if (isMetricName(word, METRICS)) return word
  const known = METRIC_WORDS.get(word)
  if (known === 'minkowski') return minkowski(p === '' ? '2' : p, place) // scikit-learn's p
  if (known !== undefined) return known
  const words = [...METRIC_WORDS.keys()]
  throw new InputError({
    where: place,
    found: `metric is ${quoted(name)}; known: ${words.join(', ')}.${didYouMean(word, words)}`,
    fix: 'Rename it, or map it with  values: { metric: { NAME: euclidean } }  in --map.',
  })
}

function minkowski(text: string, place: Place): string {
  const p = /^(inf|infinity|∞)$/i.test(text) ? Number.POSITIVE_INFINITY : parseDecimal(text)
  if (p === 1) return 'manhattan'
  if (p === 2) return 'euclidean'
  if (p === Number.POSITIVE_INFINITY) return 'chebyshev'
  const name = `minkowski(${p})`
  if (isMetricName(name, METRICS)) return name
  throw new InputError({
    where: place,
    found: `p is ${quoted(text)}; allowed: 1, 2, inf, or a number above 1.`,
    fix: 'If this is a p value and no power, leave it out with  ignore: [p]  in --map.',
  })
}

const WEIGHT_WORDS: ReadonlyMap<string, Weights> = new Map([
  ...['uniform', 'unweighted', 'majority'].map((word): [string, Weights] => [word, 'uniform']),
  ...['distance', 'inverse', 'inverse distance', 'inverse-distance', 'weighted'].map(
    (word): [string, Weights] => [word, 'distance'],
  ),
])

export function weightsOf(name: string, place: Place): Weights | undefined {
  if (name === '') return undefined
  const known = WEIGHT_WORDS.get(name.toLowerCase())
  if (known !== undefined) return known
  const words = [...WEIGHT_WORDS.keys()]
  throw new InputError({
    where: place,
    found: `weights is ${quoted(name)}; known: ${words.join(', ')}.${didYouMean(name.toLowerCase(), words)}`,
    fix: 'Rename it, or map it with  values: { weights: { NAME: uniform } }  in --map.',
  })
}

export function neighborsOf(text: string, place: Place): number {
  const value = parseDecimal(text) ?? parseDecimal(text, ',')
  if (value !== undefined && Number.isInteger(value) && value > 0) return value
  throw new InputError({
    where: place,
    found: `n_neighbors is ${quoted(text)}; allowed: a whole number from 1.`,
    fix: 'Delete the row, or name the right column with  columns: { n_neighbors: NAME }  in --map.',
  })
}
