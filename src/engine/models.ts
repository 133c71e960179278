import type { Adapter, FitOptions, FittedModel } from './adapter.ts'
import type { Configuration, RunContext, Training } from './context.ts'
import { collectGarbage, measureOnce, type Once } from './timing.ts'

/** A fit that just happened; `detail` names the values it depends on beside the metric. */
export interface Fit extends Omit<Once<unknown>, 'value'> {
  readonly metric: string
  readonly detail?: string
}

export interface Models<Input> {
  /** The model for this configuration: the current one while it serves, else a new fit. Throws what `fit` throws. */
  modelFor(configuration: Configuration): FittedModel<Input>
  /** Whether that would be the current one. */
  serves(configuration: Configuration): boolean
  /** Lets go of the current model. */
  release(): void
}

/** Keeps one fitted model at a time, so that memory is that of one. A failed fit is not tried twice in a row. */
export function createModels<Input>(
  { adapter, job }: Pick<RunContext<Input>, 'adapter' | 'job'>,
  training: Training<Input>,
  onFit: (fit: Fit) => void,
): Models<Input> {
  let current: { key: string; model: FittedModel<Input> | undefined; error?: unknown } | undefined
  const fitModel = (configuration: Configuration): FittedModel<Input> => {
    const { metric, n_neighbors, weights } = configuration
    const options = { metric, n_neighbors, weights, n_classes: job.n_classes, params: job.params }
    const { value, ...cost } = measureOnce(() => fitTo(adapter, training, options))
    const detail = dependencies(configuration, job.fit_depends_on)
    onFit({ metric, ...cost, ...(detail === '' ? {} : { detail }) })
    return value
  }
  return {
    release() {
      current = undefined
    },
    serves: (configuration) => current?.key === fitKey(configuration, job.fit_depends_on),
    modelFor(configuration) {
      const key = fitKey(configuration, job.fit_depends_on)
      if (current?.key !== key) {
        // The old model goes before the new one comes. It is garbage then, but most of it is old and still there:
        // where memory is measured, the caller has released and collected it before.
        current = { key, model: undefined }
        collectGarbage()
        try {
          current.model = fitModel(configuration)
        } catch (error) {
          current.error = error
        }
      }
      if (current.model === undefined) throw current.error
      return current.model
    },
  }
}

function fitTo<Input>(
  adapter: Adapter<Input>,
  { X, y }: Training<Input>,
  { n_classes, ...options }: FitOptions,
): FittedModel<Input> {
  if (y instanceof Int32Array) return adapter.fit(X, y, { n_classes, ...options })
  if (adapter.fitRegressor === undefined) throw new Error(`${adapter.library} does no regression`)
  return adapter.fitRegressor(X, y, options)
}

/** Configurations with the same key share one fit. */
function fitKey(configuration: Configuration, fitDependsOn: readonly string[]): string {
  return `metric=${configuration.metric} ${dependencies(configuration, fitDependsOn)}`.trimEnd()
}

function dependencies(configuration: Configuration, fitDependsOn: readonly string[]): string {
  const { n_neighbors, weights } = configuration
  // Parameters of the engine do not change within a job; only the grid's own can ask for a new fit.
  return Object.entries({ n_neighbors, weights })
    .filter(([name]) => fitDependsOn.includes(name))
    .map(([name, value]) => `${name}=${value}`)
    .join(' ')
}
