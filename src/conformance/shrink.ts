import type { Matrix } from '../data/matrix.ts'
import type { SuiteData } from './suite-case.ts'

/** Processes that may be started to make one set of data small. */
const MOST_TRIES = 24

/** Which rows and features of the data are left. */
interface Selection {
  readonly train: readonly number[]
  readonly score: readonly number[]
  readonly features: readonly number[]
}

interface ShrinkOptions {
  /** Training rows that must be left. */
  readonly least_rows: number
  /** Rows that are likely enough. */
  readonly hint: Pick<Selection, 'train' | 'score'>
}

/**
 * Makes data small while they stay wrong: leaves out test rows, training rows and features, halves first and then
 * ever smaller parts, as far as its processes go. Undefined if not even the whole data were wrong again.
 */
export async function shrinkData<Data extends SuiteData>(
  data: Data,
  { least_rows, hint }: ShrinkOptions,
  pick: (selection: Selection) => Data,
  isWrong: (data: Data) => Promise<boolean>,
): Promise<Data | undefined> {
  let selection: Selection = {
    train: range(data.X_train.rows),
    score: range(data.X_score.rows),
    features: range(data.X_train.columns),
  }
  let left = MOST_TRIES
  const still = async (next: Selection): Promise<boolean> => {
    left--
    return await isWrong(pick(next))
  }
  if (!(await still(selection))) return undefined
  for (const likely of [{ score: hint.score }, hint]) {
    const next = { ...selection, ...likely }
    if (next.train.length >= least_rows && (await still(next))) selection = next
  }
  for (const part of ['score', 'features', 'train'] as const) {
    const least = part === 'train' ? least_rows : 1
    for (
      let size = Math.ceil(selection[part].length / 2);
      size >= 1;
      size = size === 1 ? 0 : Math.ceil(size / 2)
    ) {
      for (let start = 0; start < selection[part].length && left > 0; ) {
        const kept = selection[part].filter((_, at) => at < start || at >= start + size)
        const next = { ...selection, [part]: kept }
        if (kept.length >= least && (await still(next))) selection = next
        else start += size
      }
    }
  }
  return await plainest(pick(selection), isWrong)
}

/** Digits after the point that readers would rather see; none is best. */
const DIGITS = [0, 1, 2, 3]

/** The data with their numbers rounded, as far as they stay wrong. */
async function plainest<Data extends SuiteData>(
  data: Data,
  isWrong: (data: Data) => Promise<boolean>,
): Promise<Data> {
  for (const digits of DIGITS) {
    const rounded = (X: Matrix): Matrix => ({
      ...X,
      values: X.values.map((value) => Number(value.toFixed(digits))),
    })
    const plain = { ...data, X_train: rounded(data.X_train), X_score: rounded(data.X_score) }
    if (await isWrong(plain)) return plain
  }
  return data
}

/** The chosen rows and features of some data. */
export function pickData(data: SuiteData, { train, score, features }: Selection): SuiteData {
  return {
    X_train: pickMatrix(data.X_train, train, features),
    y_train: Int32Array.from(train, (row) => data.y_train[row]),
    X_score: pickMatrix(data.X_score, score, features),
    n_classes: data.n_classes,
  }
}

export function pickMatrix(
  { columns, values }: Matrix,
  rows: readonly number[],
  features: readonly number[],
): Matrix {
  const picked = rows.flatMap((row) => features.map((feature) => values[row * columns + feature]))
  return { rows: rows.length, columns: features.length, values: Float64Array.from(picked) }
}

function range(length: number): number[] {
  return Array.from({ length }, (_, at) => at)
}
