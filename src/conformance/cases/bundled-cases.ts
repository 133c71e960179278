import { join } from 'node:path'
import type { PrepareStep } from '../../config/study.ts'
import { FIRST_SPLIT, FIRST_STEPS } from '../../config/study-text.ts'
import { CASE_FILES } from '../../data/case.ts'
import { readIntegers, readMatrix } from '../../data/npy.ts'
import { prepareCase } from '../../data/prepare-case.ts'
import type { SuiteCase } from '../suite-case.ts'

/** More would take longer and tell little more. */
const MOST_ROWS = 60

/** Bundled data, split as studies do by default; a new one is one line here. */
export function bundledCases(cacheRoot: string): SuiteCase[] {
  const read = reader(cacheRoot)
  return [
    read('iris', 'iris, as measured: many ties', []),
    read('wine', 'wine, standardized', FIRST_STEPS),
    read('breast-cancer', 'breast-cancer, standardized', FIRST_STEPS),
    read('digits', 'digits: integers of 0 to 16, most of them 0', []),
  ]
}

function reader(cacheRoot: string) {
  return (name: string, what: string, steps: readonly PrepareStep[]): SuiteCase => {
    const { directory, classes } = prepareCase({
      entry: { kind: 'named', name, overrides: {} },
      split: { ...FIRST_SPLIT, stratify: true },
      prepareName: 'default',
      steps,
      task: 'classification',
      cacheRoot,
    })
    const { rows, columns, values } = readMatrix(join(directory, CASE_FILES.X_test))
    const kept = Math.min(rows, MOST_ROWS)
    const data = {
      X_train: readMatrix(join(directory, CASE_FILES.X_train)),
      y_train: readIntegers(join(directory, CASE_FILES.y_train)),
      X_score: { rows: kept, columns, values: values.slice(0, kept * columns) },
      n_classes: classes.length,
    }
    return { name, what, data, n_neighbors: [1, 5, 51] }
  }
}
