import { InputError } from '../config/input-error.ts'
import { quoted } from '../config/printable.ts'
import type { HoldoutSplit } from '../config/study.ts'
import { RandomState } from './mt19937.ts'

/** Row numbers of the dataset, in the order in which the rows are stored. */
export interface SplitIndices {
  readonly train: Int32Array
  readonly test: Int32Array
}

/** Class codes (n_samples,), and the label of each code. */
export interface Labels {
  readonly codes: Int32Array
  readonly classes: readonly string[]
}

/** How many rows fall to each part; a `test_size` below 1 is a fraction (rounded up), others are counts. */
export function splitSizes(
  n: number,
  test_size: number,
): { readonly n_train: number; readonly n_test: number } {
  const isFraction = test_size > 0 && test_size < 1
  const n_test = isFraction ? Math.ceil(test_size * n) : test_size
  if (!Number.isInteger(n_test) || n_test < 1 || n_test >= n) {
    throw new InputError({
      found: `split.test_size is ${test_size}, which leaves no training or no test rows of ${n}.`,
      fix: `Choose a fraction between 0 and 1 or a number of rows from 1 to ${n - 1}.`,
    })
  }
  return { n_train: n - n_test, n_test }
}

/**
 * scikit-learn's `train_test_split(X, y, test_size, random_state, stratify)`, index for index.
 * `labels` may be left out where nothing is stratified.
 */
export function trainTestSplit(n: number, split: HoldoutSplit, labels?: Labels): SplitIndices {
  const { n_train, n_test } = splitSizes(n, split.test_size)
  const random = new RandomState(split.seed)
  if (!split.stratify) {
    const order = random.permutation(n)
    return { train: order.slice(n_test), test: order.slice(0, n_test) }
  }
  if (labels === undefined) {
    throw new InputError({
      found: 'split.stratify is true, but the target has no classes.',
      fix: 'Set stratify: false.',
    })
  }
  const rowsOfClass = groupRows(labels)
  checkStratifiable(rowsOfClass, labels.classes, { n_train, n_test })
  return stratified(rowsOfClass, { n_train, n_test }, random)
}

type Sizes = ReturnType<typeof splitSizes>

function stratified(
  rowsOfClass: readonly Int32Array[],
  { n_train, n_test }: Sizes,
  random: RandomState,
): SplitIndices {
  const counts = rowsOfClass.map((rows) => rows.length)
  const trainCounts = approximateMode(counts, n_train, random)
  const remaining = counts.map((count, c) => count - trainCounts[c])
  const testCounts = approximateMode(remaining, n_test, random)
  const train = new Int32Array(n_train)
  const test = new Int32Array(n_test)
  let trainEnd = 0
  let testEnd = 0
  for (const [c, rows] of rowsOfClass.entries()) {
    const order = random.permutation(rows.length).map((i) => rows[i])
    const cut = trainCounts[c]
    train.set(order.subarray(0, cut), trainEnd)
    test.set(order.subarray(cut, cut + testCounts[c]), testEnd)
    trainEnd += cut
    testEnd += testCounts[c]
  }
  random.shuffle(train)
  random.shuffle(test)
  return { train, test }
}

/**
 * The most likely class counts among `draws` rows: proportional shares rounded down, the missing rows given to
 * the largest remainders, ties drawn at random. Order of operations as scikit-learn's `_approximate_mode`,
 * because rounding decides which remainders are equal.
 */
function approximateMode(counts: readonly number[], draws: number, random: RandomState): number[] {
  const total = counts.reduce((sum, count) => sum + count, 0)
  const shares = counts.map((count) => (count / total) * draws)
  const drawn = shares.map(Math.floor)
  const remainders = shares.map((share, c) => share - drawn[c])
  let missing = draws - drawn.reduce((sum, count) => sum + count, 0)
  const distinct = [...new Set(remainders)].sort((a, b) => b - a)
  for (const remainder of distinct) {
    if (missing === 0) break
    const tied = Int32Array.from(remainders.keys()).filter((c) => remainders[c] === remainder)
    const added = Math.min(tied.length, missing)
    for (const c of random.choice(tied, added)) drawn[c] += 1
    missing -= added
  }
  return drawn
}

/** The rows of each class, ascending. */
function groupRows({ codes, classes }: Labels): Int32Array[] {
  const counts = new Int32Array(classes.length)
  for (const code of codes) counts[code] += 1
  const groups = Array.from(counts, (count) => new Int32Array(count))
  const filled = new Int32Array(classes.length)
  for (const [row, code] of codes.entries()) groups[code][filled[code]++] = row
  return groups
}

function checkStratifiable(
  rowsOfClass: readonly Int32Array[],
  classes: readonly string[],
  sizes: Sizes,
): void {
  if (classes.length < 2) {
    throw new InputError({
      found: `every row has the label ${quoted(classes[0] ?? '')}; a stratified split needs 2 classes.`,
      fix: 'Check target.',
    })
  }
  const tooSmall = classes.filter((_, c) => rowsOfClass[c].length < 2)
  if (tooSmall.length > 0) {
    const names = tooSmall.slice(0, 5).map(quoted)
    throw new InputError({
      found: `${names.join(', ')}${tooSmall.length > 5 ? ', …' : ''}: fewer than two rows of a class; a stratified split needs two.`,
      fix: 'Remove these rows, or set stratify: false.',
    })
  }
  if (Math.min(sizes.n_train, sizes.n_test) < classes.length) {
    throw new InputError({
      found: `${sizes.n_train} training and ${sizes.n_test} test rows; a stratified split needs one of each of ${classes.length} classes.`,
      fix: 'Change test_size, or set stratify: false.',
    })
  }
}
