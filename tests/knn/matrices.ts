import fc from 'fast-check'
import type { MatrixLike } from '../../src/knn/matrix.ts'

/** Kinds of features that a wrong bound, a wrong tie or a wrong root would show on. */
const CELLS = {
  'integer grid': fc.integer({ min: -2, max: 2 }),
  'one-hot': fc.constantFrom(0, 1),
  constant: fc.constant(0.1),
  decimal: fc.integer({ min: -40, max: 40 }).map((tenths) => tenths / 10),
  continuous: fc.double({ min: -3, max: 3, noNaN: true }),
  'far from zero': fc.integer({ min: 0, max: 30 }).map((step) => 1e8 + step * 1e-8),
  'squares underflow': fc.integer({ min: -9, max: 9 }).map((step) => step * 3e-163),
  subnormal: fc.integer({ min: -9, max: 9 }).map((step) => step * Number.MIN_VALUE),
  huge: fc.double({ min: -1e152, max: 1e152, noNaN: true }),
  'every magnitude': fc
    .double({ min: -1e152, max: 1e152, noNaN: true })
    .map((x) => (Math.abs(x) > 1e-150 ? x : 0)),
} as const

export function matrix(columns: number, cells: readonly (readonly number[])[]): MatrixLike {
  return { rows: cells.length, columns, values: Float64Array.from(cells.flat()) }
}

const kinds = fc.constantFrom<(keyof typeof CELLS)[]>(...(Object.keys(CELLS) as (keyof typeof CELLS)[]))

interface Problem {
  readonly X: MatrixLike
  readonly queries: MatrixLike
  readonly n_neighbors: number
  readonly leaf_size: number
}

/** The same with numbers so small that none of their distances overflows. */
export function within(limit: number, { X, queries, ...problem }: Problem): Problem {
  const shrink = ({ values, ...shape }: MatrixLike): MatrixLike => ({
    ...shape,
    values: values.map((value) => (Math.abs(value) > limit ? (value / 1e152) * limit : value)),
  })
  return { ...problem, X: shrink(X), queries: shrink(queries) }
}

/** Training rows and queries; each feature is of one kind, and some queries are training rows. */
export const problems = fc.array(kinds, { minLength: 1, maxLength: 12 }).chain((features) => {
  const row = fc.tuple(...features.map((kind) => CELLS[kind]))
  return fc
    .record({
      train: fc.array(row, { minLength: 1, maxLength: 80 }),
      others: fc.array(row, { minLength: 1, maxLength: 4 }),
      n_neighbors: fc.nat(),
      leaf_size: fc.integer({ min: 1, max: 40 }),
    })
    .map(({ train, others, n_neighbors, leaf_size }) => ({
      X: matrix(features.length, train),
      queries: matrix(features.length, [...others, ...train.slice(0, 3)]),
      n_neighbors: 1 + (n_neighbors % train.length),
      leaf_size,
    }))
})

/** A uniform generator on [0, 1) from a fixed seed (Lehmer, 48271 mod 2³¹ − 1). */
export function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 48271) % 2147483647
    return state / 2147483647
  }
}
