import { blank, type Cell, type Column, nameColumn, text, textColumn } from '../../report/table.ts'
import { datasetOf, type SeriesPair } from '../pair-series.ts'

/** The columns that name a pair, first in every table. */
export const PAIR_COLUMNS: readonly Column[] = [
  textColumn('dataset', 'dataset', 0),
  nameColumn('first', 'first', 3),
  nameColumn('second', 'second', 2),
]

export function pairCells(pair: SeriesPair): Cell[] {
  const dataset = datasetOf(pair)
  return [
    dataset === undefined ? blank('neither says it') : text(dataset),
    text(sideName(pair.first)),
    text(sideName(pair.second)),
  ]
}

/** `results/mine ts-brute`; a source that is named as its engine once. */
function sideName({ source, engine }: SeriesPair['first']): string {
  return source === engine ? source : `${source}: ${engine}`
}
