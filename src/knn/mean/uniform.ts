import type { MeanRule } from './mean-rule.ts'

/** Every neighbor counts 1. */
export const uniform: MeanRule = ({ n_neighbors, indices }, row, y) => {
  const start = row * n_neighbors
  let sum = 0
  for (let i = start; i < start + n_neighbors; i++) sum += y[indices[i]]
  return sum / n_neighbors
}
