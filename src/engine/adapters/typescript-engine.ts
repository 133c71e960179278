import type { Matrix } from '../../data/matrix.ts'
import { type ClassifierOptions, fitClassifier } from '../../knn/classifier.ts'
import { isMetricName, METRICS } from '../../knn/metric/index.ts'
import { fitRegressor } from '../../knn/regressor.ts'
import type { Adapter, FitOptions } from '../adapter.ts'
import { toolVersion } from '../package-version.ts'

/** What an algorithm of `src/knn` has beside its name. */
interface Own extends Pick<ClassifierOptions, 'kernels'> {
  readonly metrics?: readonly string[]
}

/** The adapter of one algorithm of `src/knn`; `params` are the engine parameters it takes. */
export function typescriptEngine(
  algorithm: ClassifierOptions['algorithm'],
  params: readonly string[],
  { metrics = [...Object.keys(METRICS), 'minkowski'], kernels }: Own = {},
): Adapter<Matrix> {
  return {
    library: 'knnbench',
    version: toolVersion(),
    dtype: 'float64',
    form: 'difference',
    metrics,
    weights: ['uniform', 'distance'],
    convert: (X) => X,
    fit: (X_train, y_train, options) =>
      fitClassifier(X_train, y_train, options.n_classes, searchOptions(options)),
    fitRegressor: (X_train, y_train, options) => fitRegressor(X_train, y_train, searchOptions(options)),
  }

  function searchOptions(options: Omit<FitOptions, 'n_classes'>): ClassifierOptions {
    refuseUnknownParams(options.params, params)
    const own = algorithm === 'hnsw' ? { hnsw: wholeNumbers(options) } : leafSize(options)
    return { algorithm, metric: metricOf(options), kernels, ...own }
  }
}

function metricOf({ metric }: Pick<FitOptions, 'metric'>): ClassifierOptions['metric'] {
  if (isMetricName(metric)) return metric
  throw new Error(`metric=${metric} is not offered`)
}

/** Whether they can be is checked where they are used. */
function wholeNumbers({ params }: Pick<FitOptions, 'params'>): Record<string, number> {
  const text = Object.entries(params).find(([, value]) => typeof value !== 'number')
  if (text !== undefined) throw new Error(`${text[0]} is ${String(text[1])}; allowed: a positive integer`)
  return Object.fromEntries(Object.entries(params).map(([name, value]) => [name, Number(value)]))
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
