import type { GradingCase } from '../../src/verify/grade.ts'
import { matrixOf } from './simulated-engine.ts'

/** Numbers in [0, 1) of a seed: the 32-bit linear congruential generator of Numerical Recipes, 2nd ed., §7.1. */
function seededNumbers(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
}

/** A case of plain data with three classes that overlap, so that every k has rows with a close vote. */
export function seededCase(
  options: { n?: number; m?: number; d?: number; seed?: number; metric?: string } = {},
): GradingCase {
  const { n = 150, m = 60, d = 4, seed = 1, metric = 'euclidean' } = options
  const next = seededNumbers(seed)
  const rows = (count: number) =>
    Array.from({ length: count }, () => Array.from({ length: d }, () => 4 * next() - 2))
  return {
    X_train: matrixOf(rows(n)),
    X_score: matrixOf(rows(m)),
    y_train: Int32Array.from({ length: n }, () => Math.floor(3 * next())),
    n_classes: 3,
    metric,
  }
}
