import type { Column, Table, ValueTarget } from './dataset.ts'
import { RandomState } from './mt19937.ts'
import { normalDeviate } from './normal-deviate.ts'

/** As few as real tables vary in. */
const LATENT_DIMENSIONS = 3
/** Of every feature, whose other part has about the size of a latent coordinate. */
const FEATURE_NOISE = 0.1
/** Standard deviation of the target about its function, whose own is 12.4: no prediction has an R² above 0.97 in the long run. */
const TARGET_NOISE = 2

/** A regression; `target` tells it from a classification in the hash of its source. */
export interface ValueRecipe {
  readonly target: 'smooth'
  readonly n: number
  readonly d: number
  readonly seed: number
}

/**
 * Three standard normal coordinates z, laid into d dimensions with a little noise: columns `x1` … `xd`. The target
 * is smooth in them, with normal noise of standard deviation 2:
 *
 *     y = 10·(z₁ + z₁·z₂/2 + 2/(1 + z₃²)) + noise
 *
 * Sums, products and quotients alone, so that the same recipe gives the same bits on every machine.
 */
export function synthesizeValues({ n, d, seed }: ValueRecipe): Table {
  const random = new RandomState(seed)
  const loadings = Float64Array.from({ length: LATENT_DIMENSIONS * d }, () => normalDeviate(random))
  const columns = Array.from({ length: d }, () => new Float64Array(n))
  const target: ValueTarget = { kind: 'values', name: 'y', values: new Float64Array(n) }
  const z = new Float64Array(LATENT_DIMENSIONS)
  for (let row = 0; row < n; row++) {
    for (let q = 0; q < LATENT_DIMENSIONS; q++) z[q] = normalDeviate(random)
    for (let j = 0; j < d; j++) {
      let value = FEATURE_NOISE * normalDeviate(random)
      for (let q = 0; q < LATENT_DIMENSIONS; q++) value += z[q] * loadings[q * d + j]
      columns[j][row] = value
    }
    target.values[row] = smooth(z) + TARGET_NOISE * normalDeviate(random)
  }
  const named = columns.map((values, j): Column => ({ kind: 'numeric', name: `x${j + 1}`, values }))
  return { n, columns: named, target }
}

function smooth([z1, z2, z3]: Float64Array): number {
  return 10 * (z1 + (z1 * z2) / 2 + 2 / (1 + z3 * z3))
}
