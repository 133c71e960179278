import type { Matrix } from '../data/matrix.ts'

export interface PredictOptions {
  readonly n_neighbors: number
  readonly weights: 'uniform' | 'distance'
}

export interface FitOptions extends PredictOptions {
  readonly metric: string
  readonly n_classes: number
  readonly params: Readonly<Record<string, string | number | boolean>>
}

export interface NeighborLists {
  /** (m, k), row-major, nearest first. */
  readonly indices: Int32Array
  /** (m, k): true distances, not squared. */
  readonly distances: Float64Array
}

/** A fitted engine. `Input` is the library's own documented input type. */
export interface FittedModel<Input> {
  /** Class codes, or numbers, of the m rows; the call that is timed, with every copy it needs inside. */
  predict(X: Input, options: PredictOptions): ArrayLike<number>
  /** (m, n_classes), row-major. */
  predictProba?(X: Input, options: PredictOptions): Float64Array
  neighbors?(X: Input, n_neighbors: number): NeighborLists
  /** One search that answers every configuration up to `most_neighbors`, as the calls above would. */
  sweep?(X: Input, most_neighbors: number): Sweep
}

/** The answers of one search: what a model answers, for the rows that were searched. */
export interface Sweep {
  predict(options: PredictOptions): ArrayLike<number>
  predictProba?(options: PredictOptions): Float64Array
  neighbors(n_neighbors: number): NeighborLists
}

/**
 * What one npm or TypeScript engine fills in; the shared driver does all timing, files and events,
 * so that no engine times itself in its own way.
 */
export interface Adapter<Input> {
  readonly library: string
  readonly version: string
  readonly dtype: 'float64' | 'float32'
  readonly form: 'difference' | 'norm'
  /** What it can do; the driver reports every other configuration as `unsupported` without calling it. */
  readonly metrics: readonly string[]
  readonly weights: readonly PredictOptions['weights'][]
  /** From the shared matrix to the library's documented input type; timed apart as `convert_ns`. */
  convert(X: Matrix): Input
  fit(X_train: Input, y_train: Int32Array, options: FitOptions): FittedModel<Input>
  /** The same for a regression; absent where the library does none. */
  fitRegressor?(
    X_train: Input,
    y_train: Float64Array,
    options: Omit<FitOptions, 'n_classes'>,
  ): FittedModel<Input>
}

/** What an adapter gets of its process. */
export interface Surroundings {
  /** Folder of npm packages of the engine's setup. */
  readonly packages: string | undefined
  readonly threads: number
}
