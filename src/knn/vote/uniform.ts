import type { VoteRule } from './vote-rule.ts'

/** Every neighbor counts 1. */
export const uniform: VoteRule = ({ n_neighbors, labels }, row, scores) => {
  const start = row * n_neighbors
  for (let i = start; i < start + n_neighbors; i++) scores[labels[i]] += 1
}
