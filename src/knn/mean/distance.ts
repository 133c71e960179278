import type { MeanRule } from './mean-rule.ts'

/** Below this distance n weights of 1/d, times targets, could add up to Infinity. */
const TINY = 2 ** -900

/** A power of two, so that only the scale of the weights changes and none of their digits. */
const SCALE_DOWN = 2 ** -100

/**
 * Every neighbor counts 1/d; where 1/d is infinite for some, those count 1 and all others 0, as in
 * scikit-learn (`_get_weights`).
 */
export const distance: MeanRule = ({ n_neighbors, indices, distances }, row, y) => {
  const start = row * n_neighbors
  const nearest = distances[start]
  const masked = 1 / nearest === Number.POSITIVE_INFINITY
  const unit = nearest < TINY ? SCALE_DOWN : 1
  let sum = 0
  let total = 0
  for (let i = start; i < start + n_neighbors; i++) {
    const isZero = 1 / distances[i] === Number.POSITIVE_INFINITY
    const weight = masked ? Number(isZero) : unit / distances[i]
    sum += weight * y[indices[i]]
    total += weight
  }
  return sum / total
}
