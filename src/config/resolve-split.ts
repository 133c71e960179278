import type { z } from 'zod'
import { DEFAULT_SEED, DEFAULT_SPLIT, type severalSplits } from './split-schema.ts'
import type { Split, Task } from './study.ts'
import type { StudyFile } from './study-schema.ts'

export type SplitEntry = z.output<typeof severalSplits>

/** The splits of a study, with what is left to default filled in. */
export function resolveSplits({
  split,
  splits,
  task,
}: Pick<StudyFile, 'split' | 'splits' | 'task'>): Split[] {
  const entries = splits ?? [asOneOfSeveral(split ?? DEFAULT_SPLIT)]
  return entries.flatMap((entry) => resolveSplit(entry, task))
}

function asOneOfSeveral(split: NonNullable<StudyFile['split']>): SplitEntry {
  if (split.kind !== 'holdout') return split
  const { seed, ...rest } = split
  return { ...rest, seeds: [seed] }
}

/** One split a seed. */
export function resolveSplit(entry: SplitEntry, task: Task): Split[] {
  switch (entry.kind) {
    case 'holdout': {
      const { seeds, stratify = task === 'classification', ...holdout } = entry
      return seeds.map((seed) => ({ ...holdout, stratify, seed }))
    }
    case 'kfold':
    case 'stratified-kfold': {
      const { kind, n_splits, shuffle, seed = DEFAULT_SEED } = entry
      return [{ kind, n_splits, seed: shuffle ? seed : null }]
    }
    case 'repeated-stratified-kfold':
      return [entry]
    case 'time-series':
      return [{ ...entry, seed: null }]
  }
}
