import type { Matrix } from '../../data/matrix.ts'
import { type Algorithm, type ClassifierOptions, fitClassifier } from '../../knn/classifier.ts'
import { fitRegressor } from '../../knn/regressor.ts'
import type { Adapter, FitOptions } from '../adapter.ts'
import { toolVersion } from '../package-version.ts'

const METRICS: readonly ClassifierOptions['metric'][] = ['euclidean', 'manhattan']

/** The adapter of one algorithm of `src/knn`; `params` are the engine parameters it takes. */
export function typescriptEngine(algorithm: Algorithm, params: readonly 'leaf_size'[]): Adapter<Matrix> {
  return {
    library: 'knnbench',
    version: toolVersion(),
    dtype: 'float64',
    form: 'difference',
    metrics: METRICS,
    weights: ['uniform', 'distance'],
    convert: (X) => X,
    fit(X_train, y_train, options) {
      return fitClassifier(X_train, y_train, options.n_classes, searchOptions(options))
    },
    fitRegressor: (X_train, y_train, options) => fitRegressor(X_train, y_train, searchOptions(options)),
  }

  function searchOptions(options: Omit<FitOptions, 'n_classes'>): ClassifierOptions {
    refuseUnknownParams(options.params, params)
    return { algorithm, metric: metricOf(options), ...leafSize(options) }
  }
}

function metricOf({ metric }: Pick<FitOptions, 'metric'>): ClassifierOptions['metric'] {
  const known = METRICS.find((name) => name === metric)
  if (known === undefined) throw new Error(`metric=${metric} is not offered`)
  return known
}

function leafSize({ params: { leaf_size } }: Pick<FitOptions, 'params'>): { leaf_size?: number } {
  if (leaf_size === undefined) return {}
  if (typeof leaf_size === 'number' && Number.isInteger(leaf_size) && leaf_size > 0) return { leaf_size }
  throw new Error(`leaf_size is ${String(leaf_size)}; allowed: a positive integer`)
}

function refuseUnknownParams(params: FitOptions['params'], known: readonly string[]): void {
  const unknown = Object.keys(params).find((name) => !known.includes(name))
  if (unknown === undefined) return
  throw new Error(`unknown parameter "${unknown}"; allowed: ${known.join(', ') || 'none'}`)
}
