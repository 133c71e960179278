/** What a gate looks at. Times and sizes vary and are judged by their intervals; the others are compared exactly. */
export const CHECKS = ['answers', 'cells', 'speed', 'memory', 'index-size', 'labels', 'scores'] as const
export type Check = (typeof CHECKS)[number]

/** Worst last. */
export const STATUSES = ['passed', 'inconclusive', 'regression', 'wrong'] as const
export type Status = (typeof STATUSES)[number]

/** head / base with the interval that decides: of times, or of sizes in bytes. */
export interface JudgedRatio {
  readonly ratio: number
  /** Undefined where the values do not vary. */
  readonly interval: { readonly low: number; readonly high: number; readonly level: number } | undefined
  readonly rounds: number
}

/** The first row that shows a wrong answer. */
export interface WrongRow {
  readonly engine: string
  /** Position in the test part; undefined where the labels of one and the same row changed between rounds. */
  readonly test_row: number | undefined
  /** Whether `knnbench engines verify` can show it: not a fold, and no other case of that dataset. */
  readonly place: 'dataset' | 'one of several cases'
}

interface Told {
  /** `wine`: the case in the words of tables. */
  readonly where: string
  readonly dataset: string
  readonly words: string
}

/** What came of one check on one case. */
export type Finding = Told &
  (
    | { readonly check: 'answers'; readonly status: 'wrong'; readonly wrong: WrongRow }
    | {
        readonly check: 'speed' | 'memory' | 'index-size'
        readonly status: Exclude<Status, 'wrong'>
        /** Undefined where nothing could be compared. */
        readonly measured: JudgedRatio | undefined
      }
    | {
        readonly check: 'answers' | 'cells' | 'labels' | 'scores'
        readonly status: Exclude<Status, 'wrong'>
      }
  )

/** What may change unpunished. Shares are of what the base has. */
export interface Tolerances {
  /** Of the peak of the resident size while predicting; above 0. */
  readonly memory_share: number
  /** Of the resident size just after the fit: data, index and runtime; above 0. */
  readonly index_share: number
  /** Of the rows of a cell, those whose label may differ. */
  readonly label_share: number
  /** By how much a score may be worse, in its own unit. */
  readonly score: number
}

/** The worst of some statuses. */
export function worstStatus(statuses: readonly Status[]): Status {
  return STATUSES[Math.max(0, ...statuses.map((status) => STATUSES.indexOf(status)))]
}
