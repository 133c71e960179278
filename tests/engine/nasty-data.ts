import fc from 'fast-check'
import type { Matrix } from '../../src/data/matrix.ts'

/** Training rows, class codes and queries on which implementations differ. */
export interface NastyCase {
  readonly X_train: Matrix
  readonly y_train: Int32Array
  readonly X_score: Matrix
  readonly n_classes: number
}

const N_CLASSES = 3

/** Values of one kind: a grid full of ties, few distinct values, one constant, or any ordinary number. */
const cell = {
  grid: fc.integer({ min: -2, max: 2 }),
  duplicates: fc.constantFrom(0, 1),
  constant: fc.constant(3),
  numbers: fc.double({ min: -1e3, max: 1e3, noNaN: true }),
} satisfies Record<string, fc.Arbitrary<number>>

export type Kind = keyof typeof cell
export const KINDS = ['grid', 'duplicates', 'constant', 'numbers'] as const satisfies readonly Kind[]

/** n training rows (from 1), d features (from 1), queries that repeat training rows or lie between them. */
export function nastyCase(kind: Kind): fc.Arbitrary<NastyCase> {
  return fc.tuple(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 5 })).chain(([n, d]) =>
    fc
      .record({
        train: fc.array(cell[kind], { minLength: n * d, maxLength: n * d }),
        labels: fc.array(fc.nat(N_CLASSES - 1), { minLength: n, maxLength: n }),
        queries: fc.array(cell[kind], { minLength: 3 * d, maxLength: 3 * d }),
      })
      .map(({ train, labels, queries }) => ({
        X_train: { rows: n, columns: d, values: Float64Array.from(train) },
        y_train: Int32Array.from(labels),
        X_score: { rows: 4, columns: d, values: Float64Array.from([...queries, ...train.slice(0, d)]) },
        n_classes: N_CLASSES,
      })),
  )
}

/** The values of `n_neighbors` that matter: 1, 2, 3, about half, and all rows. */
export function neighborCounts(n_train: number): number[] {
  const wanted = [1, 2, 3, Math.ceil(n_train / 2), n_train]
  return [...new Set(wanted)].filter((k) => k <= n_train).sort((a, b) => a - b)
}
