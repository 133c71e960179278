import { InputError } from '../config/input-error.ts'
import type { Task } from '../config/study.ts'
import type { Column, Table, Target } from './dataset.ts'
import type { Matrix } from './matrix.ts'
import { readIntegers, readMatrix, readNpy } from './npy.ts'
import { NpyError } from './npy-header.ts'

export interface ArrayPaths {
  /** .npy (n_samples, n_features), any number dtype; NaN means missing. */
  readonly path: string
  /** .npy (n_samples,): integer labels, or numbers for regression. */
  readonly labelsPath: string
}

/** A table from a pair of arrays; its columns are called `x1` … `xd`. */
export function readArrays({ path, labelsPath }: ArrayPaths, task: Task): Table {
  try {
    const X = readMatrix(path)
    const target = task === 'classification' ? readLabels(labelsPath) : readValues(labelsPath)
    checkShape(X, target, path)
    return { n: X.rows, columns: columnsOf(X, path), target }
  } catch (error) {
    if (error instanceof NpyError) throw new InputError({ found: error.message, fix: '' })
    throw error
  }
}

function readLabels(path: string): Target {
  const labels = readIntegers(path)
  const distinct = [...new Set(labels)].sort((a, b) => a - b)
  const codes = new Map(distinct.map((label, code) => [label, code]))
  return {
    kind: 'classes',
    name: 'y',
    classes: distinct.map(String),
    codes: labels.map((label) => codes.get(label) ?? -1),
  }
}

function readValues(path: string): Target {
  const values = Float64Array.from(readNpy(path).data, Number)
  const bad = values.findIndex((value) => !Number.isFinite(value))
  if (bad >= 0) throw new NpyError(path, `element ${bad} is ${values[bad]}; allowed: finite numbers.`)
  return { kind: 'values', name: 'y', values }
}

function checkShape({ rows, columns }: Matrix, target: Target, path: string): void {
  const labels = target.kind === 'classes' ? target.codes.length : target.values.length
  if (rows !== labels) throw new NpyError(path, `${rows} rows, but ${labels} labels.`)
  if (rows === 0 || columns === 0) throw new NpyError(path, `the array is empty: (${rows}, ${columns}).`)
}

function columnsOf({ rows, columns, values }: Matrix, path: string): Column[] {
  const infinite = values.findIndex((value) => Math.abs(value) === Number.POSITIVE_INFINITY)
  if (infinite >= 0) {
    const [i, j] = [Math.floor(infinite / columns), infinite % columns]
    throw new NpyError(
      path,
      `element (${i}, ${j}) is infinite; allowed: finite numbers, and NaN for missing.`,
    )
  }
  return Array.from({ length: columns }, (_, j) => ({
    kind: 'numeric',
    name: `x${j + 1}`,
    values: Float64Array.from({ length: rows }, (__, i) => values[i * columns + j]),
  }))
}
