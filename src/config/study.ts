/**
 * A study after reading: every default filled in, every path absolute.
 * Field names are those of the study file (design: snake_case for what users see).
 */

export type Task = 'classification' | 'regression'
export type Weights = 'uniform' | 'distance'

/** One point of the grid, in scikit-learn's words. */
export interface Configuration {
  readonly n_neighbors: number
  /** A distance name known to the oracle (`src/verify/metrics`). */
  readonly metric: string
  readonly weights: Weights
}

/** How a CSV file is read; every field is what the user declared, nothing guessed. */
export interface TableOptions {
  readonly target: string
  readonly drop: readonly string[]
  readonly categorical: readonly string[]
  /** Cells that mean "missing" beside the empty cell, `NA`, `NaN` and `null`. */
  readonly missing: readonly string[]
  readonly positive?: string
  readonly delimiter?: ',' | ';' | '\t'
  readonly decimal?: '.' | ','
  readonly encoding?: 'utf-8' | 'latin1' | 'utf-16le' | 'utf-16be'
}

export type DatasetEntry =
  /** Bundled, registered or built-in synthetic dataset, by name. */
  | { readonly kind: 'named'; readonly name: string; readonly overrides: Partial<TableOptions> }
  | { readonly kind: 'file'; readonly name: string; readonly path: string; readonly table: TableOptions }
  /** One entry of the study with lists of n and d becomes one dataset per pair (`g-n1000-d10`). */
  | {
      readonly kind: 'synthetic'
      readonly name: string
      readonly n: number
      readonly d: number
      readonly classes: number
      readonly seed: number
    }

export type ParameterValue = string | number | boolean

export interface EngineEntry {
  /** The name in tables. */
  readonly name: string
  /** The manifest's name, where it differs (`{ name: hnsw-50, use: hnswlib }`). */
  readonly use: string
  /** Absolute path of a manifest outside the installation. */
  readonly manifest?: string
  readonly params: Readonly<Record<string, ParameterValue>>
}

export interface HoldoutSplit {
  readonly kind: 'holdout'
  readonly test_size: number
  readonly stratify: boolean
  readonly seed: number
}

/** Cross-validation, each fold a case that is scored and never timed. Without a seed the rows keep their order. */
export type FoldSplit =
  | {
      readonly kind: 'kfold' | 'stratified-kfold'
      readonly n_splits: number
      readonly seed: number | null
    }
  | {
      readonly kind: 'repeated-stratified-kfold'
      readonly n_splits: number
      readonly n_repeats: number
      readonly seed: number
    }
  | {
      readonly kind: 'time-series'
      readonly n_splits: number
      /** Rows left out between training and test part. */
      readonly gap: number
      readonly seed: null
    }

export type Split = HoldoutSplit | FoldSplit

/** Whether a split takes part in the rounds; folds are only scored. */
export function isTimed({ kind }: Pick<Split, 'kind'>): boolean {
  return kind === 'holdout'
}

export const PREPARE_STEPS = [
  'impute-median',
  'one-hot',
  'one-hot-drop-first',
  'text-constant',
  'standardize',
] as const
export type PrepareStep = (typeof PREPARE_STEPS)[number]

/** What a variant does otherwise than the study; one thing. */
export type VariantChange =
  | { readonly kind: 'prepare'; readonly steps: readonly PrepareStep[] }
  /** Holdouts, one a seed. */
  | {
      readonly kind: 'split'
      readonly test_size: number
      readonly stratify: boolean
      readonly seeds: readonly number[]
    }
  /** Columns that are features, although the dataset leaves them out. */
  | { readonly kind: 'keep'; readonly columns: readonly string[] }
  /** Rows that are drawn before the split. */
  | { readonly kind: 'sample'; readonly rows: number; readonly seed: number }

/** A change that every dataset of a study is scored under too, by the baseline; changes are never combined. */
export interface Variant {
  readonly name: string
  readonly change: VariantChange
  /** Of the grid, where not all. */
  readonly n_neighbors?: readonly number[]
}

/** Score differences between two programs that somebody published, by dataset. */
export type PublishedDifferences = Readonly<
  Record<string, { readonly accuracy?: number; readonly recall?: number }>
>

export type Warmup = { readonly calls: number } | { readonly time_ns: number }

export interface Protocol {
  readonly rounds: number
  readonly configurations_per_round: number | 'all'
  /** Test rows that are timed. */
  readonly rows: number | 'all'
  /** Test rows that are scored and graded. */
  readonly score_rows: number | 'all'
  readonly warmup: Warmup
  readonly repeats: number
  readonly min_time_ns: number
  readonly mode: 'batch' | 'single'
  readonly time_proba: boolean
  readonly seed: number
  readonly threads: number
  readonly timeout_ns: number
  readonly max_arm_ns?: number
  readonly budget_ns?: number
}

export interface Analysis {
  readonly alpha: number
  /** δ = ln(1 + equivalence). */
  readonly equivalence: number
  readonly family: 'study' | 'dataset'
}

export interface Study {
  readonly name: string
  readonly task: Task
  readonly datasets: readonly DatasetEntry[]
  readonly engines: readonly EngineEntry[]
  readonly baseline: string
  readonly grid: {
    readonly n_neighbors: readonly number[]
    readonly metric: readonly string[]
    readonly weights: readonly Weights[]
  }
  readonly splits: readonly Split[]
  readonly prepares: Readonly<Record<string, readonly PrepareStep[]>>
  /** Absent where there are none. */
  readonly variants?: readonly Variant[]
  /** Score differences between two programs that somebody published, by dataset. */
  readonly published?: PublishedDifferences
  readonly protocol: Protocol
  readonly analysis: Analysis
}

/** Names a study may use; config knows none itself, so that a new engine or dataset is one place. */
export interface KnownNames {
  readonly engines: readonly string[]
  readonly datasets: readonly string[]
  readonly metrics: readonly string[]
  /** Parameters of engines by name; those of an engine that is not in it are not checked. */
  readonly engine_params: ReadonlyMap<string, readonly string[]>
}
