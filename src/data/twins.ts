import type { SyntheticRecipe } from './synthetic.ts'

/** n, d and positive share as the published study prints them for its five datasets; the rows are generated. */
const SHAPES = {
  'twin-social': { n: 400, d: 3, positive: 0.3575 },
  'twin-bank': { n: 10_000, d: 13, positive: 0.2037 },
  'twin-spotify': { n: 114_000, d: 23, positive: 0.5 },
  'twin-loan': { n: 45_000, d: 12, positive: 0.1 },
  'twin-pima': { n: 768, d: 8, positive: 0.349 },
} as const

const SEED = 1

export const TWIN_NAMES: readonly string[] = Object.keys(SHAPES)

/** The recipe of a built-in synthetic dataset, if the name is one. */
export function twinRecipe(name: string): SyntheticRecipe | undefined {
  const shape = Object.entries(SHAPES).find(([twin]) => twin === name)?.[1]
  return shape && { n: shape.n, d: shape.d, shares: [1 - shape.positive, shape.positive], seed: SEED }
}
