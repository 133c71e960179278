import { parseDecimal } from '../data/decimal.ts'
import { type McNemarTest, mcnemar } from '../stats/mcnemar.ts'
import type { SeriesPair } from './pair-series.ts'
import type { CellPair } from './score-difference.ts'
import { arePaired } from './score-difference.ts'
import type { Predictions, Series } from './source.ts'

/** How the predicted labels of one configuration compare, over the rows that both predicted. */
export interface LabelComparison {
  readonly rows: number
  readonly differing: number
  /** Of those, rows that only the first, and only the second, has right; undefined where nobody says what is true. */
  readonly first_only: number | undefined
  readonly second_only: number | undefined
  /** Of one test set; folds share training rows, and have none. */
  readonly test: McNemarTest | undefined
}

/** Undefined where not both have predictions of the same folds. */
export function compareLabels(pair: SeriesPair, { first, second }: CellPair): LabelComparison | undefined {
  if (!arePaired(pair)) return undefined
  const folds = pair.first.folds.map((_, fold) =>
    compareFold(pair, first.predictions(fold), second.predictions(fold)),
  )
  const known = folds.filter((fold) => fold !== undefined)
  if (known.length === 0 || known.length < folds.length) return undefined
  const sum = (of: (fold: FoldLabels) => number) => known.reduce((total, fold) => total + of(fold), 0)
  const isTrue = known.every(({ is_truth_known }) => is_truth_known)
  const [first_only, second_only] = [sum((fold) => fold.first_only), sum((fold) => fold.second_only)]
  const test = folds.length === 1 && isTrue ? mcnemar(first_only, second_only) : undefined
  return {
    rows: sum(({ rows }) => rows),
    differing: sum(({ differing }) => differing),
    first_only: isTrue ? first_only : undefined,
    second_only: isTrue ? second_only : undefined,
    test: test?.defined ? test.value : undefined,
  }
}

interface FoldLabels {
  readonly rows: number
  readonly differing: number
  readonly first_only: number
  readonly second_only: number
  readonly is_truth_known: boolean
}

function compareFold(
  { first, second }: SeriesPair,
  one: Predictions | undefined,
  other: Predictions | undefined,
): FoldLabels | undefined {
  if (one === undefined || other === undefined) return undefined
  const [name, otherName] = namers(first, second)
  const placeOf = new Map(Array.from(other.rows, (row, place) => [row, place]))
  const truth = one.truth?.map(name) ?? undefined
  const otherTruth = other.truth?.map(otherName)
  const count = { rows: 0, differing: 0, first_only: 0, second_only: 0 }
  for (const [place, row] of Array.from(one.rows).entries()) {
    const at = placeOf.get(row)
    if (at === undefined) continue
    count.rows++
    const [label, otherLabel] = [name(one.labels[place]), otherName(other.labels[at])]
    if (label === otherLabel) continue
    count.differing++
    const right = truth?.[place] ?? otherTruth?.[at]
    if (label === right) count.first_only++
    if (otherLabel === right) count.second_only++
  }
  const is_truth_known = truth !== undefined || otherTruth !== undefined
  return count.rows === 0 ? undefined : { ...count, is_truth_known }
}

type Namer = (label: string) => string

/** Labels may be named otherwise on both sides: where both say in which order they first appear, that is their name. */
function namers(first: Series, second: Series): readonly [Namer, Namer] {
  const [a, b] = [first.facts.classes, second.facts.classes]
  if (a === undefined || b === undefined || a.length !== b.length) return [plainLabel, plainLabel]
  return [numbered(a), numbered(b)]
}

function numbered(classes: readonly string[]): Namer {
  const numbers = new Map(classes.map((label, i) => [plainLabel(label), `#${i}`]))
  return (label) => numbers.get(plainLabel(label)) ?? plainLabel(label)
}

/** `1`, `1.0` and `+1` are one label. */
function plainLabel(label: string): string {
  const value = parseDecimal(label)
  return value === undefined ? label : String(value)
}
