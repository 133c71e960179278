import type { Matrix } from '../data/matrix.ts'

/** What an engine declared about its arithmetic and its vote; ε follows from it, never from the engine. */
export interface DeclaredForm {
  readonly dtype: 'float64' | 'float32'
  readonly form: 'difference' | 'norm'
  /** `smallest-label` is scikit-learn's rule. */
  readonly vote: 'smallest-label' | 'first-to-reach'
}

/** Class codes of a classification, or the numbers of a regression. */
export type Targets = Int32Array | Float64Array

export interface CellAnswers<Y extends Targets = Int32Array> {
  readonly n_neighbors: number
  readonly weights: 'uniform' | 'distance'
  /** What was predicted for the scored rows. */
  readonly labels: Y
}

/** The neighbors of all scored rows at one k. */
export interface NeighborAnswers {
  readonly n_neighbors: number
  readonly indices: Int32Array
  readonly distances: Float64Array
}

/** Everything one engine answered for one case and one distance metric. */
export interface EngineAnswers<Y extends Targets = Int32Array> {
  readonly engine: string
  readonly declared: DeclaredForm
  /** At the largest k; absent for engines that return labels only. */
  readonly neighbors?: NeighborAnswers
  /**
   * Of an engine that is declared approximate, instead: a list for each k, since its search at a larger k looks
   * further than the one that is graded.
   */
  readonly approximate?: readonly NeighborAnswers[]
  readonly cells: readonly CellAnswers<Y>[]
}

/** The rows of a case and how far apart they are, whatever is predicted from it. */
export interface GradedRows {
  readonly X_train: Matrix
  /** The scored rows. */
  readonly X_score: Matrix
  readonly metric: string
}

/** A classification. */
export interface GradingCase extends GradedRows {
  readonly y_train: Int32Array
  readonly n_classes: number
}

/** A regression. */
export interface ValueCase extends GradedRows {
  readonly y_train: Float64Array
}

/**
 * Where an engine first differs from every right answer. `row` is a position in the scored rows, `position` a
 * column of the neighbor list, both from 0; `n_neighbors` is the cell's k; `returned` and `nearer` are
 * training rows; distances are true ones.
 */
export type FirstWrong =
  | {
      readonly kind: 'missed-neighbor'
      readonly row: number
      readonly position: number
      readonly n_neighbors: number
      readonly returned: number
      readonly returned_distance: number
      readonly nearer: number
      readonly nearer_distance: number
    }
  | {
      readonly kind: 'wrong-distance'
      readonly row: number
      readonly position: number
      readonly n_neighbors: number
      readonly returned: number
      readonly reported: number
      readonly actual: number
    }
  | {
      readonly kind: 'invalid-index'
      readonly row: number
      readonly position: number
      readonly n_neighbors: number
      readonly returned: number
      readonly reason: 'out-of-range' | 'duplicate'
    }
  | {
      readonly kind: 'wrong-label'
      readonly row: number
      readonly label: number
      readonly admissible: readonly number[]
    }
  | {
      /** Of a regression: beyond the rounding of whatever the neighbors allow, which is `least` to `most`. */
      readonly kind: 'wrong-value'
      readonly row: number
      readonly predicted: number
      readonly least: number
      readonly most: number
    }
  | { readonly kind: 'wrong-shape'; readonly row: 0; readonly what: string }

interface Graded {
  readonly n_neighbors: number
  readonly weights: 'uniform' | 'distance'
  readonly basis: 'neighbors' | 'labels'
  readonly rows_graded: number
  /** Rows where a tie or rounding leaves more than one right label; design §9. */
  readonly rows_ambiguous: number
  /** Positions (in the scored rows) of the ambiguous rows, at most the first 1,000. */
  readonly ambiguous: readonly number[]
  /** Rows whose indices or label differ from the oracle's own choice, all of them admissible. */
  readonly rows_tied: number
  /** Rows that the declared non-standard vote decided differently. */
  readonly rows_other_vote: number
}

/** How near the valid answers of an approximate engine are to the true ones; `docs/approximate.md`. */
export interface AnswerQuality {
  /** Share of the returned neighbors that are within ε of the k-th true distance. */
  readonly recall: number
  /** Mean over rows of Σ distances returned / Σ true distances, at least 1; undefined where no row has one. */
  readonly distance_ratio: number | undefined
  /** Rows behind it: those whose true distances are not all 0, or whose returned ones are too. */
  readonly distance_ratio_rows: number
  /** Share of the rows whose label an exact engine could give. */
  readonly label_agreement: number
}

export type CellGrade =
  | (Graded & { readonly grade: 'approximate'; readonly quality: AnswerQuality })
  | (Graded & { readonly grade: 'identical' | 'tie-equivalent' | 'epsilon-equivalent' })
  | (Graded & {
      readonly grade: 'labels-agree' /** 95 % upper bound on the share of wrong rows */
      readonly wrong_share_upper: number
    })
  | (Graded & { readonly grade: 'undecidable' })
  | (Graded & { readonly grade: 'wrong'; readonly wrong: FirstWrong; readonly rows_wrong: number })
