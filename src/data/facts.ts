import type { PrepareStep, Split } from '../config/study.ts'
import type { Dataset } from './dataset.ts'
import { splitSizes } from './split.ts'

/** What a plan needs to know about a dataset before anything is prepared. */
export interface DatasetFacts {
  readonly name: string
  readonly source_sha256: string
  readonly n: number
  readonly n_train: number
  readonly n_test: number
  /** Columns after the steps, if every level occurs in the training rows; never fewer than there will be. */
  readonly n_features: number
  /** Labels in code order; empty for regression. */
  readonly classes: readonly string[]
  readonly positive: string
}

export function datasetFacts(dataset: Dataset, split: Split, steps: readonly PrepareStep[]): DatasetFacts {
  const { name, source_sha256, n, positive, target } = dataset
  const classes = target.kind === 'classes' ? target.classes : []
  const n_features = countFeatures(dataset, steps)
  return { name, source_sha256, n, ...splitSizes(n, split.test_size), n_features, classes, positive }
}

function countFeatures({ columns }: Dataset, steps: readonly PrepareStep[]): number {
  const encoding = steps.find((step) => step === 'one-hot' || step === 'one-hot-drop-first')
  const skippedLevels = encoding === 'one-hot-drop-first' ? 1 : 0
  return columns.reduce((sum, column) => {
    return sum + (column.kind === 'numeric' ? 1 : Math.max(0, column.levels.length - skippedLevels))
  }, 0)
}
