import { reasonWithoutTimes } from '../arm-times.ts'
import { CASE_COLUMNS, caseCells } from '../case-columns.ts'
import type { CaseResults, Results } from '../results.ts'
import { blank, type Cell, missing, number, numberColumn, type Table, text, textColumn } from '../table.ts'
import { armSearch_ns } from './phases.ts'

/** Engines by the time of the neighbors call alone, without the vote; fastest first within a case. */
export function searchTable(results: Results): Table {
  return {
    name: 'search',
    title:
      'Search: the neighbors call without the vote, median over distance metrics, n_neighbors and rounds',
    unit_of_replication: 'round (fresh process)',
    columns: COLUMNS,
    rows: results.cases.flatMap((one) => caseRows(one, results.study.baseline)),
    notes: [
      'A ranking of its own, described but not tested: verdicts rest on predict (knnbench report --table comparisons).',
    ],
  }
}

const COLUMNS = [
  ...CASE_COLUMNS,
  numberColumn('rank', 'rank', 'count', 0),
  textColumn('engine', 'engine', 0),
  numberColumn('search_ns', 'search', 'ns', 0),
  numberColumn('search_ratio', '× baseline time', 'ratio', 1),
  numberColumn('rounds', 'rounds', 'count', 2),
]

function caseRows({ facts, arms }: CaseResults, baseline: string): Cell[][] {
  const mains = arms.filter(({ arm }) => arm === 'main').map((arm) => ({ arm, search_ns: armSearch_ns(arm) }))
  const reference_ns = mains.find(({ arm }) => arm.engine === baseline)?.search_ns
  const ranked = mains.sort((a, b) => (a.search_ns ?? Infinity) - (b.search_ns ?? Infinity) || 0)
  return ranked.map(({ arm, search_ns }, index) => {
    const why = missing(
      arm.cells.some(({ status }) => status === 'measured') ? 'no neighbors call' : reasonWithoutTimes(arm),
    )
    const known = search_ns !== undefined
    const ratio = known && reference_ns !== undefined ? search_ns / reference_ns : undefined
    return [
      ...caseCells(facts),
      number(known ? index + 1 : undefined, blank('not ranked')),
      text(arm.engine),
      number(search_ns, why),
      number(ratio, known ? missing('the baseline has no neighbors call') : blank('not ranked')),
      number(known ? arm.blocks.length : undefined, blank('not ranked')),
    ]
  })
}
