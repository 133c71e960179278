import type { VoteRule } from './vote-rule.ts'

/** Below this distance n weights of 1/d could add up to Infinity, for any n below 2⁶³. */
const TINY = 2 ** -960

/** 2⁻⁶⁴: a power of two, so that only the scale of the weights changes and none of their digits. */
const SCALE_DOWN = 2 ** -64

/**
 * Every neighbor counts 1/d; where 1/d is infinite for some, those count 1 and all others 0, as in
 * scikit-learn (`_get_weights`).
 */
export const distance: VoteRule = ({ n_neighbors, labels, distances }, row, scores) => {
  const start = row * n_neighbors
  const nearest = distances[start]
  const masked = 1 / nearest === Number.POSITIVE_INFINITY
  const unit = nearest < TINY ? SCALE_DOWN : 1
  for (let i = start; i < start + n_neighbors; i++) {
    if (masked) scores[labels[i]] += 1 / distances[i] === Number.POSITIVE_INFINITY ? 1 : 0
    else scores[labels[i]] += unit / distances[i]
  }
}
