import { InputError } from '../config/input-error.ts'
import { printable } from '../config/printable.ts'
import type { PrepareStep } from '../config/study.ts'
import { yamlList } from '../config/yaml-text.ts'
import type { DataWarning } from './case.ts'
import { checkSquares } from './check-squares.ts'
import type { Dataset } from './dataset.ts'
import { type Feature, type FeatureStatistics, type Frame, splitFrame } from './frame.ts'
import { locateErrors } from './locate-errors.ts'
import type { Matrix } from './matrix.ts'
import type { SplitIndices } from './split.ts'
import { imputeMedian } from './steps/impute-median.ts'
import { oneHot, oneHotDropFirst } from './steps/one-hot.ts'
import { standardize } from './steps/standardize.ts'
import { textConstant } from './steps/text-constant.ts'

const STEPS = {
  'impute-median': imputeMedian,
  'one-hot': oneHot,
  'one-hot-drop-first': oneHotDropFirst,
  'text-constant': textConstant,
  standardize,
} satisfies Record<PrepareStep, (frame: Frame) => Frame>

/** One column of the prepared matrices, as `features.json` lists it. */
export interface FeatureNote {
  readonly name: string
  readonly kind: Feature['kind']
  readonly column: string
  readonly level?: string
  readonly statistics: FeatureStatistics
}

export interface PreparedMatrices {
  /** (n_train, n_features), all finite. */
  readonly X_train: Matrix
  /** (n_test, n_features), all finite. */
  readonly X_test: Matrix
  readonly features: readonly FeatureNote[]
  readonly warnings: readonly DataWarning[]
}

/** Cuts the dataset and applies the steps in their order; every statistic is of the training part alone. */
export function prepareMatrices(
  dataset: Pick<Dataset, 'columns' | 'source' | 'warnings'>,
  indices: SplitIndices,
  steps: readonly PrepareStep[],
): PreparedMatrices {
  const whole = splitFrame(dataset, indices)
  // Steps know columns, not files.
  const frame = locateErrors(dataset.source, () => {
    const prepared = steps.reduce((before, step) => STEPS[step](before), whole)
    checkComplete(prepared, steps)
    checkSquares(prepared.features)
    return prepared
  })
  return {
    X_train: assemble(
      frame.features.map(({ train }) => train),
      indices.train.length,
    ),
    X_test: assemble(
      frame.features.map(({ test }) => test),
      indices.test.length,
    ),
    features: frame.features.map(({ train, test, ...note }) => note),
    warnings: frame.warnings,
  }
}

function checkComplete({ features, categories }: Frame, steps: readonly PrepareStep[]): void {
  const list = (step: PrepareStep) => `prepare: [${[step, ...steps].join(', ')}]`
  if (categories.length > 0) {
    const names = categories.map(({ name }) => name)
    throw new InputError({
      found: `${names.map(printable).join(', ')}: text columns, and no step makes numbers of them.`,
      fix: `Write  ${list('one-hot-drop-first')}  or  drop: ${yamlList(names)}`,
    })
  }
  if (features.length === 0) {
    throw new InputError({
      found: 'no feature is left after preparation.',
      fix: 'Every column is left out or has one value in the training rows: add a column that differs, drop fewer, or use one-hot.',
    })
  }
  const incomplete = features.find(({ train, test }) => train.some(Number.isNaN) || test.some(Number.isNaN))
  if (incomplete !== undefined) {
    throw new InputError({
      found: `column ${printable(incomplete.name)} has missing cells, and no step fills them.`,
      fix: `Write  ${list('impute-median')}  or  drop: ${yamlList([incomplete.column])}`,
    })
  }
}

function assemble(columns: readonly Float64Array[], rows: number): Matrix {
  const values = new Float64Array(rows * columns.length)
  for (const [j, column] of columns.entries()) {
    for (let i = 0; i < rows; i++) values[i * columns.length + j] = column[i]
  }
  return { rows, columns: columns.length, values }
}
