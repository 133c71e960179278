import { InputError } from '../config/input-error.ts'
import { RandomState } from './mt19937.ts'
import type { SplitIndices } from './split.ts'

/** scikit-learn's `KFold(n_splits, shuffle=True, random_state=seed)`; without a seed, contiguous folds. */
export function kFold(n: number, n_splits: number, seed?: number): SplitIndices[] {
  checkSplits(n_splits, { rows: n, of: 'the dataset' })
  const order =
    seed === undefined ? Int32Array.from({ length: n }, (_, i) => i) : new RandomState(seed).permutation(n)
  const foldOfRow = new Int32Array(n)
  let start = 0
  for (let fold = 0; fold < n_splits; fold++) {
    const size = Math.floor(n / n_splits) + (fold < n % n_splits ? 1 : 0)
    for (const row of order.subarray(start, start + size)) foldOfRow[row] = fold
    start += size
  }
  return byFold(foldOfRow, n_splits)
}

/** scikit-learn's `StratifiedKFold(n_splits, shuffle=True, random_state=seed)`; without a seed, no shuffle. */
export function stratifiedKFold(codes: Int32Array, n_splits: number, seed?: number): SplitIndices[] {
  const random = seed === undefined ? undefined : new RandomState(seed)
  return byFold(stratifiedFolds(codes, n_splits, random), n_splits)
}

/** scikit-learn's `RepeatedStratifiedKFold(n_splits, n_repeats, random_state=seed)`: repeat by repeat. */
export function repeatedStratifiedKFold(
  codes: Int32Array,
  {
    n_splits,
    n_repeats,
    seed,
  }: { readonly n_splits: number; readonly n_repeats: number; readonly seed: number },
): SplitIndices[] {
  const random = new RandomState(seed)
  return Array.from({ length: n_repeats }, () =>
    byFold(stratifiedFolds(codes, n_splits, random), n_splits),
  ).flat()
}

/** scikit-learn's `TimeSeriesSplit(n_splits, gap)`: each test block follows all of its training rows. */
export function timeSeriesSplit(n: number, n_splits: number, gap = 0): SplitIndices[] {
  const testRows = Math.floor(n / (n_splits + 1))
  if (n_splits < 2 || testRows < 1 || n - gap - testRows * n_splits < 1) {
    throw new InputError({
      found: `${n} rows do not make ${n_splits} time-ordered folds with a gap of ${gap}.`,
      fix: 'Use 2 folds or more, and more rows than folds.',
    })
  }
  return Array.from({ length: n_splits }, (_, fold) => {
    const start = n - (n_splits - fold) * testRows
    return { train: range(0, start - gap), test: range(start, start + testRows) }
  })
}

/**
 * The fold of each row. Classes are numbered by first appearance, and the rows sorted by class are dealt out in
 * turn, which fixes how many rows of each class every fold gets; shuffling then moves them within the class.
 */
function stratifiedFolds(codes: Int32Array, n_splits: number, random: RandomState | undefined): Int32Array {
  const rowsOfClass = new Map<number, number[]>()
  for (const [row, code] of codes.entries()) {
    const rows = rowsOfClass.get(code)
    if (rows === undefined) rowsOfClass.set(code, [row])
    else rows.push(row)
  }
  const largest = Math.max(0, ...[...rowsOfClass.values()].map((rows) => rows.length))
  checkSplits(n_splits, { rows: largest, of: 'the largest class' })
  const foldOfRow = new Int32Array(codes.length)
  let dealt = 0
  for (const rows of rowsOfClass.values()) {
    const folds = Int32Array.from(rows, (_, i) => (dealt + i) % n_splits).sort()
    random?.shuffle(folds)
    for (const [i, row] of rows.entries()) foldOfRow[row] = folds[i]
    dealt += rows.length
  }
  return foldOfRow
}

function byFold(foldOfRow: Int32Array, n_splits: number): SplitIndices[] {
  const rows = range(0, foldOfRow.length)
  return Array.from({ length: n_splits }, (_, fold) => ({
    train: rows.filter((row) => foldOfRow[row] !== fold),
    test: rows.filter((row) => foldOfRow[row] === fold),
  }))
}

function range(start: number, end: number): Int32Array {
  return Int32Array.from({ length: end - start }, (_, i) => start + i)
}

function checkSplits(n_splits: number, { rows, of }: { readonly rows: number; readonly of: string }): void {
  if (Number.isInteger(n_splits) && n_splits >= 2 && n_splits <= rows) return
  throw new InputError({
    found: `n_splits is ${n_splits}; allowed: integers from 2 to ${rows}, the rows of ${of}.`,
    fix: 'Use fewer folds.',
  })
}
