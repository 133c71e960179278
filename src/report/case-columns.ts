import type { CaseFacts } from './case-facts.ts'
import { blank, type Cell, type Column, number, numberColumn, text, textColumn } from './table.ts'

/** The columns that name a case, first in every table. */
export const CASE_COLUMNS: readonly Column[] = [
  textColumn('dataset', 'dataset', 0),
  textColumn('split', 'split', 8),
  numberColumn('split_seed', 'seed', 'none', 8),
  textColumn('prepare', 'prepare', 8),
]

export function caseCells({ dataset, split_label, split_seed, prepare }: CaseFacts): Cell[] {
  return [
    text(dataset),
    text(split_label),
    number(split_seed ?? undefined, blank('not shuffled')),
    text(prepare),
  ]
}

/** The columns that name a fold beside its case. */
export const FOLD_COLUMNS: readonly Column[] = [
  numberColumn('repeat', 'repeat', 'none', 9),
  numberColumn('fold', 'fold', 'none', 9),
]

export function foldCells({ repeat, fold }: Pick<CaseFacts, 'repeat' | 'fold'>): Cell[] {
  return [
    number(repeat, blank('not of a repeated split')),
    number(fold ?? undefined, blank('not of one fold')),
  ]
}

/** The columns that name a configuration. */
export const CONFIGURATION_COLUMNS: readonly Column[] = [
  numberColumn('n_neighbors', 'k', 'none', 0),
  textColumn('metric', 'metric', 0),
  textColumn('weights', 'weights', 0),
]

export function configurationCells(configuration: {
  readonly n_neighbors?: number | undefined
  readonly metric?: string | undefined
  readonly weights?: string | undefined
}): Cell[] {
  const { n_neighbors, metric, weights } = configuration
  const all = blank('not one configuration')
  return [
    number(n_neighbors, all),
    metric === undefined ? all : text(metric),
    weights === undefined ? all : text(weights),
  ]
}
