import type { ClassTarget, Column, Table } from './dataset.ts'
import { RandomState } from './mt19937.ts'
import { normalDeviate } from './normal-deviate.ts'

/** Raise it when the same recipe would give other numbers: it is part of the source hash. */
export const GENERATOR_VERSION = 1

const CLUSTERS_PER_CLASS = 3
/** Real tables vary in few directions; with more, all distances would be alike and searches trivially slow. */
const MAX_LATENT_DIMENSIONS = 4
/** Distance of cluster centers in units of the spread within a cluster: classes overlap, but not everywhere. */
const CENTER_SPREAD = 2
const NOISE = 0.1

export interface SyntheticRecipe {
  readonly n: number
  readonly d: number
  /** Share of each class; they sum to 1. */
  readonly shares: readonly number[]
  readonly seed: number
}

/** `classes` classes of equal size. */
export function equalShares(classes: number): number[] {
  return Array<number>(classes).fill(1 / classes)
}

/**
 * A Gaussian mixture of few dimensions, laid into d dimensions with a little noise: columns `x1` … `xd`, labels
 * `0` … in random row order. The same recipe gives the same bits on every machine.
 */
export function synthesize({ n, d, shares, seed }: SyntheticRecipe): Table {
  const random = new RandomState(seed)
  const latent = Math.min(d, MAX_LATENT_DIMENSIONS)
  const loadings = deviates(random, latent * d)
  const centers = deviates(random, shares.length * CLUSTERS_PER_CLASS * latent)
  const codes = classCodes(random, n, shares)
  const columns = Array.from({ length: d }, () => new Float64Array(n))
  const point = new Float64Array(latent)
  for (let row = 0; row < n; row++) {
    const cluster = codes[row] * CLUSTERS_PER_CLASS + random.randint(0, CLUSTERS_PER_CLASS)
    for (let q = 0; q < latent; q++)
      point[q] = CENTER_SPREAD * centers[cluster * latent + q] + normalDeviate(random)
    for (let j = 0; j < d; j++) {
      let value = NOISE * normalDeviate(random)
      for (let q = 0; q < latent; q++) value += point[q] * loadings[q * d + j]
      columns[j][row] = value
    }
  }
  const classes = shares.map((_, code) => String(code))
  const target: ClassTarget = { kind: 'classes', name: 'y', codes, classes }
  const named = columns.map((values, j): Column => ({ kind: 'numeric', name: `x${j + 1}`, values }))
  return { n, columns: named, target }
}

function deviates(random: RandomState, count: number): Float64Array {
  return Float64Array.from({ length: count }, () => normalDeviate(random))
}

/** Exact class counts: the running share, rounded, so that they sum to n. */
function classCodes(random: RandomState, n: number, shares: readonly number[]): Int32Array {
  const codes = new Int32Array(n)
  let share = 0
  let start = 0
  for (const [code, part] of shares.entries()) {
    share += part
    const end = code === shares.length - 1 ? n : Math.round(share * n)
    codes.fill(code, start, end)
    start = end
  }
  random.shuffle(codes)
  return codes
}
