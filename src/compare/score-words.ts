import type { ScoreName } from '../metrics/scores.ts'

interface Scorer {
  readonly name: ScoreName
  readonly sign: 1 | -1
  readonly average?: 'binary' | 'macro' | 'weighted'
}

const AVERAGED: readonly ScoreName[] = ['precision', 'recall', 'f1']

/** scikit-learn's scorers that are scores of ours, by their names. */
const SCORERS: ReadonlyMap<string, Scorer> = new Map<string, Scorer>([
  ['accuracy', { name: 'accuracy', sign: 1 }],
  ...AVERAGED.flatMap((name): [string, Scorer][] => [
    [name, { name, sign: 1, average: 'binary' }],
    [`${name}_macro`, { name, sign: 1, average: 'macro' }],
    [`${name}_weighted`, { name, sign: 1, average: 'weighted' }],
  ]),
  ['roc_auc', { name: 'roc_auc', sign: 1 }],
  ['roc_auc_ovr', { name: 'roc_auc', sign: 1 }],
  ['neg_root_mean_squared_error', { name: 'rmse', sign: -1 }],
  ['neg_mean_absolute_error', { name: 'mae', sign: -1 }],
  ['r2', { name: 'r2', sign: 1 }],
])

export function scorerOf(name: string): Scorer | undefined {
  return SCORERS.get(name)
}

export const SCORER_NAMES: readonly string[] = [...SCORERS.keys()]
