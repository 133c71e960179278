import type { ArmResults } from '../arm-results.ts'
import { armSearch_ns, reasonWithoutTimes } from '../arm-times.ts'
import { CASE_COLUMNS, caseCells } from '../case-columns.ts'
import { blockSearch_ns } from '../cell-times.ts'
import { type Estimated, estimateRatio } from '../estimate.ts'
import { roundLogRatios } from '../log-ratios.ts'
import { inference } from '../note.ts'
import type { CaseResults, Results } from '../results.ts'
import {
  blank,
  type Cell,
  interval,
  intervalColumn,
  missing,
  number,
  numberColumn,
  type Table,
  text,
  textColumn,
} from '../table.ts'

/** Engines by the time of the neighbors call alone, without the vote; fastest first within a case. */
export function searchTable(results: Results): Table {
  return {
    name: 'search',
    title:
      'Search: the neighbors call without the vote, median over distance metrics, n_neighbors and rounds',
    unit_of_replication: 'round (one fresh process of each arm)',
    columns: COLUMNS,
    rows: results.cases.flatMap((one) => caseRows(one, results)),
    notes: [
      inference(
        'A ranking of its own, with 95 % intervals over rounds that are not adjusted; described and not tested, for verdicts rest on predict (table comparisons).',
      ),
    ],
  }
}

const COLUMNS = [
  ...CASE_COLUMNS,
  numberColumn('rank', 'rank', 'count', 0),
  textColumn('engine', 'engine', 0),
  numberColumn('search_ns', 'search', 'ns', 0),
  numberColumn('search_speed', '× as fast', 'ratio', 0),
  intervalColumn('search_speed_95', '95 % interval', 'ratio', 0),
  numberColumn('rounds', 'rounds', 'count', 2),
]

function caseRows({ facts, arms }: CaseResults, results: Results): Cell[][] {
  const mains = arms.filter(({ arm }) => arm === 'main')
  const baseline = mains.find(({ engine }) => engine === results.study.baseline)
  const ranked = mains
    .map((arm) => ({ arm, search_ns: armSearch_ns(arm) }))
    .sort((a, b) => (a.search_ns ?? Number.MAX_VALUE) - (b.search_ns ?? Number.MAX_VALUE))
  return ranked.map(({ arm, search_ns }, index) => [
    ...caseCells(facts),
    ...(search_ns === undefined
      ? unrankedCells(arm, results)
      : rankedCells(index + 1, arm, search_ns, searchRatio(arm, baseline, results))),
  ])
}

function rankedCells(rank: number, arm: ArmResults, search_ns: number, ratio: Estimated | undefined): Cell[] {
  const self = blank('the baseline, or no search to compare with')
  const ends = ratio?.ratio_95
  return [
    number(rank, self),
    text(arm.engine),
    number(search_ns, self),
    number(ratio === undefined ? undefined : 1 / ratio.ratio, self),
    interval(ends === undefined ? undefined : { low: 1 / ends.high, high: 1 / ends.low }, self),
    number(arm.blocks.length, self),
  ]
}

function unrankedCells(arm: ArmResults, { study }: Results): Cell[] {
  const isTimed = arm.cells.some(({ status }) => status === 'measured')
  const without =
    study.protocol.mode === 'single'
      ? 'searches are not timed in mode single'
      : 'this engine has no neighbors call'
  const why = missing(isTimed ? without : reasonWithoutTimes(arm))
  const unranked = blank('not ranked')
  return [unranked, text(arm.engine), why, unranked, unranked, unranked]
}

function searchRatio(
  arm: ArmResults,
  baseline: ArmResults | undefined,
  { plan }: Results,
): Estimated | undefined {
  if (baseline === undefined || arm === baseline) return undefined
  return estimateRatio(roundLogRatios(arm, baseline, plan?.subsets ?? [], blockSearch_ns))
}
