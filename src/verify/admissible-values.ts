import { type Bounds, type NeighborChoice, neighborChoices } from './candidates.ts'
import { countsAsZero, type Weights } from './vote.ts'

/** What honest engines may predict before their last rounding: anything from `least` to `most`. */
export interface ValueRange {
  readonly least: number
  readonly most: number
}

export interface MeanOf {
  readonly n_neighbors: number
  readonly weights: Weights
  /** The target of each candidate. */
  readonly targets: Float64Array
  /** value → distance */
  readonly distance: (value: number) => number
}

/** What a candidate may weigh. */
interface WeightRange {
  readonly least: Float64Array
  readonly most: Float64Array
  /** Candidates with which this way of weighing does not happen. */
  readonly excluded: (i: number) => boolean
}

/**
 * The least and the greatest weighted mean that some admissible neighbor set (`neighborChoices`) and some values
 * within the candidates' bounds give. As in `admissibleLabels`, the bounds are taken as independent, and under
 * `distance` there are two ways to weigh: a 0/1 mask of zero distances, or 1/d where none is zero.
 */
export function admissibleValues(candidates: Bounds, asked: MeanOf): ValueRange {
  const { loosest, exact } = neighborChoices(candidates, asked.n_neighbors)
  const choices = loosest.open === 0 ? [loosest] : [...exact]
  const ranges = weightRanges(candidates, asked)
  const most = (targets: Float64Array) =>
    Math.max(...choices.flatMap((choice) => ranges.map((range) => greatestMean(choice, range, targets))))
  return { least: -most(asked.targets.map((y) => -y)), most: most(asked.targets) }
}

function weightRanges({ low, high }: Bounds, { weights, distance }: MeanOf): readonly WeightRange[] {
  if (weights === 'uniform') {
    const one = low.map(() => 1)
    return [{ least: one, most: one, excluded: () => false }]
  }
  const mayBeZero = low.map((value) => (countsAsZero(distance(value)) ? 1 : 0))
  const isZero = high.map((value) => (countsAsZero(distance(value)) ? 1 : 0))
  // In units of the largest certain weight, so that their sum stays finite.
  const unit = high.reduce((d, value, i) => (isZero[i] ? d : Math.min(d, distance(value))), Number.MAX_VALUE)
  const least = high.map((value) => unit / distance(value))
  // One that may be zero has no greatest weight; where it outweighs all others, the mask says the same.
  const most = low.map((value, i) => (mayBeZero[i] ? least[i] : unit / distance(value)))
  return [
    { least: isZero, most: mayBeZero, excluded: () => false },
    { least, most, excluded: (i) => isZero[i] === 1 },
  ]
}

/**
 * The greatest Σ w·y / Σ w over the neighbor sets of the choice and the weights within their ranges; −∞ where
 * there is none. Dinkelbach's iteration (1967) on a linear fraction: a mean above t exists exactly if some set has
 * Σ w·(y − t) > 0, and the best set for that takes for each candidate the better end of its range and then the
 * largest terms.
 */
function greatestMean(
  { sure, group, open }: NeighborChoice,
  { least, most, excluded }: WeightRange,
  targets: Float64Array,
): number {
  const rest = group.filter((i) => !excluded(i))
  if (sure.some(excluded) || rest.length < open) return Number.NEGATIVE_INFINITY
  const weight = (i: number, t: number) => (targets[i] > t ? most[i] : least[i])
  let mean = Number.NEGATIVE_INFINITY
  let t = Math.min(...[...sure, ...rest].map((i) => targets[i])) - 1
  for (;;) {
    const term = (i: number) => weight(i, t) * (targets[i] - t)
    const taken = [...sure, ...rest.toSorted((a, b) => term(b) - term(a)).slice(0, open)]
    const total = taken.reduce((sum, i) => sum + weight(i, t), 0)
    if (total === 0) return mean
    const next = taken.reduce((sum, i) => sum + weight(i, t) * targets[i], 0) / total
    if (next <= mean) return mean
    mean = next
    t = next
  }
}
