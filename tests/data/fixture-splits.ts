import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { RandomState } from '../../src/data/mt19937.ts'
import type { Labels, SplitIndices } from '../../src/data/split.ts'

/** An index array, or the sha256 of its int32 bytes where it is long. */
export type PackedIndices = readonly number[] | string
export interface PackedSplit {
  readonly train: PackedIndices
  readonly test: PackedIndices
}

interface LabelRecipe {
  readonly counts: readonly number[]
  readonly label_seed: number
  readonly seed: number
}

export interface SplitFixture {
  readonly streams: readonly {
    readonly seed: number
    readonly random: readonly number[]
    readonly randint: readonly number[]
    readonly randint_large: readonly [number, number]
    readonly permutation: readonly number[]
    readonly permutation_large: string
    readonly choice: readonly number[]
  }[]
  readonly holdouts: readonly (LabelRecipe & {
    readonly test_size: number
    readonly stratify: boolean
    /** null where scikit-learn refuses the split. */
    readonly expected: PackedSplit | null
  })[]
  readonly k_folds: readonly (LabelRecipe & { readonly n_splits: number } & Readonly<
      Record<
        | 'kfold'
        | 'kfold_ordered'
        | 'stratified'
        | 'stratified_ordered'
        | 'repeated'
        | 'time_series'
        | 'time_series_gap',
        readonly PackedSplit[]
      >
    >)[]
}

/** The stored answers of scikit-learn (scripts/make-split-fixture.py). */
export function readSplitFixture(): SplitFixture {
  return JSON.parse(readFileSync('tests/fixtures/data/splits.json', 'utf8'))
}

/** The labels that the script made: the counts repeated in class order, then shuffled. */
export function labelsOf({ counts, label_seed }: LabelRecipe): Labels {
  const codes = Int32Array.from(counts.flatMap((count, code) => Array<number>(count).fill(code)))
  new RandomState(label_seed).shuffle(codes)
  return { codes, classes: counts.map((_, code) => String(code)) }
}

export function packed(indices: Int32Array): PackedIndices {
  return indices.length <= 60 ? Array.from(indices) : createHash('sha256').update(indices).digest('hex')
}

export function packedSplit({ train, test }: SplitIndices): PackedSplit {
  return { train: packed(train), test: packed(test) }
}
