import { isTimed, type Variant } from '../config/study.ts'
import type { PreparedCase } from '../data/case.ts'
import type { ShardedCase } from '../plan/shards.ts'

/** A prepared case with the rows (of a fold none) that are timed and scored, as files and as positions in the test part. */
export interface StudyCase {
  readonly prepared: PreparedCase
  readonly timed: SampledRows
  readonly score: SampledRows
  /** A few rows, for the probe. */
  readonly probe: SampledRows
  /** Of a variant: what it changes, and the dataset it is of. Only the baseline answers it. */
  readonly variant?: Pick<Variant, 'name' | 'n_neighbors'> & { readonly of: string }
}

/** Whether a case takes part in the rounds; folds and variants are only scored. */
export function isTimedCase({ prepared, variant }: StudyCase): boolean {
  return variant === undefined && isTimed(prepared.split)
}

export function shardedCase(one: StudyCase): ShardedCase {
  const { case_id, dataset } = one.prepared
  return { case_id, dataset, takes: isTimedCase(one) ? 'rounds' : 'answers' }
}

/** The dataset in a line of progress, with the fold of a cross-validation: `wine fold 3 of 5`. */
export function caseLabel({ prepared: { dataset, split }, variant }: StudyCase): string {
  if (split.kind === 'holdout') return variant === undefined ? dataset : `${dataset} seed ${split.seed}`
  const repeat =
    split.kind === 'repeated-stratified-kfold' ? `repeat ${split.repeat} of ${split.n_repeats} ` : ''
  return `${dataset} ${repeat}fold ${split.fold} of ${split.n_splits}`
}

export interface SampledRows {
  /** Positions in the test part, ascending. */
  readonly positions: Int32Array
  /** A .npy matrix of just these rows. */
  readonly path: string
}
