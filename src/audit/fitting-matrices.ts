import { countsWithin } from './counts.ts'
import type { Range } from './range.ts'

/** Printed scores of one system on one test set of `rows` rows. */
export interface ScoreTriple {
  readonly rows: number
  readonly accuracy: Range
  readonly precision: Range
  readonly recall: Range
}

/** A confusion matrix without its true negatives, which are the rest. */
export interface FittingMatrix {
  readonly tp: number
  readonly fp: number
  readonly fn: number
}

export interface FittingMatrices {
  readonly first: FittingMatrix
  /** By number of positive rows: whether some matrix has as many. */
  readonly positives: Uint8Array
}

/**
 * The confusion matrices of whole numbers that all three scores may be printed from; undefined where there is none.
 * For each count of true positives, precision bounds the false positives, recall the false negatives and accuracy
 * their sum, so that all three are met by whole numbers between bounds: exact, and linear in the rows.
 */
export function fittingMatrices({
  rows,
  accuracy,
  precision,
  recall,
}: ScoreTriple): FittingMatrices | undefined {
  const right = countsWithin(accuracy, rows)
  const steps = new Int32Array(rows + 2)
  let first: FittingMatrix | undefined
  for (let tp = 0; tp <= rows; tp++) {
    const errors = { least: Math.max(0, rows - right.most), most: Math.min(rows - tp, rows - right.least) }
    const fp = missesOf(tp, precision, rows)
    const fn = missesOf(tp, recall, rows)
    const least = Math.max(fn.least, errors.least - fp.most)
    const most = Math.min(fn.most, errors.most - fp.least)
    if (least > most || fp.least > fp.most || errors.least > errors.most) continue
    first ??= { tp, fn: least, fp: Math.max(fp.least, errors.least - least) }
    steps[tp + least]++
    steps[tp + most + 1]--
  }
  return first === undefined ? undefined : { first, positives: coveredCounts(steps, rows) }
}

const SLACK = 1e-6

/** The counts of misses with tp / (tp + misses) in a range; with no hit the score is 0, also where it is 0 / 0. */
function missesOf(tp: number, { low, high }: Range, rows: number): { least: number; most: number } {
  if (tp === 0) return low <= 0 ? { least: 0, most: rows } : { least: 1, most: 0 }
  if (high <= 0 || low > 1) return { least: 1, most: 0 }
  return {
    least: Math.max(0, Math.ceil(tp * (1 / high - 1) - SLACK)),
    most: low <= 0 ? rows : Math.min(rows, Math.floor(tp * (1 / low - 1) + SLACK)),
  }
}

function coveredCounts(steps: Int32Array, rows: number): Uint8Array {
  const covered = new Uint8Array(rows + 1)
  let open = 0
  for (let count = 0; count <= rows; count++) {
    open += steps[count]
    covered[count] = open > 0 ? 1 : 0
  }
  return covered
}
