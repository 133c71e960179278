import { countOf } from '../../report/answers-summary.ts'
import { inference } from '../../report/note.ts'
import { blank, type Cell, interval, number, numberColumn, type Table, text } from '../../report/table.ts'
import { type AcrossDatasets, acrossDatasets } from '../across-datasets.ts'
import type { Comparison } from '../comparison.ts'
import { differenceCells, differenceColumns } from './difference-cells.ts'
import { PAIR_COLUMNS, pairCells } from './pair-columns.ts'

/** The mean difference over all shared configurations, and over datasets where there are several. */
export function overallTable(comparison: Comparison): Table {
  const { pairs, alpha } = comparison
  const all = pairs.flatMap((pair) => pair.overall.map((one) => ({ pair, one })))
  return {
    name: 'compare-overall',
    title: 'Overall: mean over the configurations that both have',
    unit_of_replication: 'fold; across datasets: dataset',
    columns: [
      ...PAIR_COLUMNS,
      numberColumn('configurations', 'configurations', 'count', 2),
      ...differenceColumns(all.map(({ one }) => one.score)),
    ],
    rows: [
      ...all.map(({ pair, one }) => [
        ...pairCells(pair),
        number(one.configurations, blank('none')),
        ...differenceCells(one.score, one, alpha),
      ]),
      ...acrossDatasets(pairs).map(acrossCells),
    ],
    notes: [
      inference(
        `Configurations share folds, so they are averaged within each fold and never counted as observations. Holm's p is over all single datasets here (${countOf(all.length, 'difference')}), and decides at α = ${alpha}. Across datasets: paired t over datasets, not adjusted.`,
      ),
    ],
  }
}

function acrossCells({ second, score, datasets, difference, inference: test }: AcrossDatasets): Cell[] {
  const why = blank('every dataset has the same difference')
  const none = blank('across datasets')
  return [
    text(`${datasets} datasets`),
    none,
    text(second),
    none,
    text(score),
    none,
    none,
    number(difference, why),
    interval(test, why),
    number(test?.p, why),
    none,
    text('across datasets'),
    test === undefined ? text('every dataset has the same difference') : none,
  ]
}
