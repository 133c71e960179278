import { countOf } from '../../report/answers-summary.ts'
import { CONFIGURATION_COLUMNS, configurationCells } from '../../report/case-columns.ts'
import { inference } from '../../report/note.ts'
import { blank, type Cell, type Table, text } from '../../report/table.ts'
import type { ComparedCell, ComparedPair, Comparison } from '../comparison.ts'
import { differenceCells, differenceColumns } from './difference-cells.ts'
import { PAIR_COLUMNS, pairCells } from './pair-columns.ts'

/** Every score of every configuration that both have. */
export function scoresTable({ pairs, alpha }: Comparison): Table {
  const open = pairs.filter(({ blocked }) => blocked.length === 0)
  const names = open.flatMap(({ cells }) => cells.flatMap(({ scores }) => scores.map(({ score }) => score)))
  return {
    name: 'compare-scores',
    title: 'Scores: the second less the first, configuration by configuration',
    unit_of_replication: 'fold (their training sets overlap, so the test is a corrected one)',
    columns: [...PAIR_COLUMNS, ...CONFIGURATION_COLUMNS, ...differenceColumns(names)],
    rows: open.flatMap((pair) => pair.cells.flatMap((cell) => rows(pair, cell, alpha))),
    notes: [
      inference(
        `Where folds pair: corrected resampled t (Nadeau and Bengio 2003), a heuristic; the 95 % interval is not adjusted. Holm's p is over all of them here (${countOf(names.length, 'difference')}), and decides at α = ${alpha}.`,
      ),
      'equal: no more apart than half a unit of the last printed digits.',
    ],
  }
}

function rows(pair: ComparedPair, cell: ComparedCell, alpha: number): Cell[][] {
  const named = [...pairCells(pair), ...configurationCells(cell.first.configuration)]
  if (cell.scores.length > 0)
    return cell.scores.map((one) => [...named, ...differenceCells(one.score, one, alpha)])
  const reason = whyNone(pair, cell)
  const none = blank(reason)
  return [[...named, none, none, none, none, none, none, none, text('not compared'), text(reason)]]
}

function whyNone({ first, second }: ComparedPair, cell: ComparedCell): string {
  const sides = [
    { source: first.source, failed: cell.first.failed },
    { source: second.source, failed: cell.second.failed },
  ]
  const words = sides.flatMap(({ source, failed }) => (failed === undefined ? [] : [`${source}: ${failed}`]))
  return words.length === 0 ? 'no score is on both sides' : words.join('; ')
}
