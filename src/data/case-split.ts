import { InputError } from '../config/input-error.ts'
import type { FoldSplit, HoldoutSplit, Split } from '../config/study.ts'
import { kFold, repeatedStratifiedKFold, stratifiedKFold, timeSeriesSplit } from './kfold.ts'
import { type Labels, type SplitIndices, trainTestSplit } from './split.ts'

/** Which fold of a split; both are counted from 1. */
export interface Fold {
  readonly fold: number
  /** Of a repeated split, else null. */
  readonly repeat: number | null
}

/** What one case is cut by: a holdout, or one fold of another split. */
export type CaseSplit = HoldoutSplit | (FoldSplit & Fold)

/** The cases of a split: one, or one a fold, repeat by repeat. */
export function caseSplits(split: Split): CaseSplit[] {
  if (split.kind === 'holdout') return [split]
  const isRepeated = split.kind === 'repeated-stratified-kfold'
  return counted(isRepeated ? split.n_repeats : 1).flatMap((repeat) =>
    counted(split.n_splits).map((fold) => ({ ...split, fold, repeat: isRepeated ? repeat : null })),
  )
}

/** The split without its seed, for tables and paths: `holdout-0.2-stratified`, `stratified-kfold-5`. */
export function splitLabel(split: Split): string {
  switch (split.kind) {
    case 'holdout':
      return `holdout-${split.test_size}${split.stratify ? '-stratified' : ''}`
    case 'repeated-stratified-kfold':
      return `${split.kind}-${split.n_splits}x${split.n_repeats}`
    case 'time-series':
      return `${split.kind}-${split.n_splits}${split.gap > 0 ? `-gap-${split.gap}` : ''}`
    default:
      return `${split.kind}-${split.n_splits}`
  }
}

/** The same with seed and fold, unique within a study: `stratified-kfold-5-42-fold-1`. */
export function caseSplitName(split: CaseSplit): string {
  const name = [splitLabel(split), ...(split.seed === null ? [] : [split.seed])]
  if (split.kind === 'holdout') return name.join('-')
  const repeat = split.repeat === null ? [] : ['repeat', split.repeat]
  return [...name, ...repeat, 'fold', split.fold].join('-')
}

/** The rows of both parts, as scikit-learn's class of that name gives them. Throws InputError where it would refuse. */
export function splitRows(n: number, split: CaseSplit, labels?: Labels): SplitIndices {
  if (split.kind === 'holdout') return trainTestSplit(n, split, labels)
  return allFolds(n, split, labels)[((split.repeat ?? 1) - 1) * split.n_splits + split.fold - 1]
}

function allFolds(n: number, split: FoldSplit, labels: Labels | undefined): SplitIndices[] {
  switch (split.kind) {
    case 'kfold':
      return kFold(n, split.n_splits, split.seed ?? undefined)
    case 'stratified-kfold':
      return stratifiedKFold(classCodes(split, labels), split.n_splits, split.seed ?? undefined)
    case 'repeated-stratified-kfold':
      return repeatedStratifiedKFold(classCodes(split, labels), split)
    case 'time-series':
      return timeSeriesSplit(n, split.n_splits, split.gap)
  }
}

function classCodes({ kind }: FoldSplit, labels: Labels | undefined): Int32Array {
  if (labels !== undefined) return labels.codes
  throw new InputError({
    found: `split.kind is ${kind}, but the target has no classes.`,
    fix: 'Use kfold.',
  })
}

function counted(count: number): number[] {
  return Array.from({ length: count }, (_, i) => i + 1)
}
