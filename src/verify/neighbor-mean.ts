import { castBallot, type Weights } from './vote.ts'

/** The neighbors whose mean is taken, nearest first: target and distance of each. */
export interface Valued {
  readonly values: ArrayLike<number>
  readonly distances: ArrayLike<number>
}

/**
 * What scikit-learn's `KNeighborsRegressor` predicts from the first k neighbors: Σ w·y / Σ w, with the weights of
 * the vote (`castBallot`), so that zero distances take over. One accumulator, neighbors in order.
 */
export function neighborMean({ values, distances }: Valued, k: number, weights: Weights): number {
  const { votes } = castBallot({ labels: [], distances: scaled(distances, k) }, k, weights)
  let sum = 0
  let total = 0
  for (let i = 0; i < k; i++) {
    sum += votes[i] * values[i]
    total += votes[i]
  }
  return sum / total
}

/**
 * How far the mean of an honest engine may be from ours over the same neighbors and distances: 8(k + 4)u·max|y|
 * (design §9). Each of the two sums has k − 1 additions of terms rounded at most four times, and one division.
 */
export function meanRounding(k: number, largest: number): number {
  return 8 * (k + 4) * 2 ** -53 * largest
}

/** Below it k weights of 1/d could add up to Infinity; a power of two changes no digit of the mean. */
const TINY = 2 ** -900
const SCALE_UP = 2 ** 100

function scaled(distances: ArrayLike<number>, k: number): ArrayLike<number> {
  const near = Array.from({ length: k }, (_, i) => distances[i])
  const isTiny = near.some((d) => d < TINY) && near.every((d) => 1 / d !== Number.POSITIVE_INFINITY)
  return isTiny ? near.map((d) => d * SCALE_UP) : near
}
