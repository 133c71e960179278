import { blank, number, numberColumn, type Table } from '../../report/table.ts'
import { logRatioMean } from '../../stats/log-ratio-mean.ts'
import type { ComparedPair, Comparison } from '../comparison.ts'
import { PAIR_COLUMNS, pairCells } from './pair-columns.ts'

/** Prediction times a row, as far as both have them: an indication, and no more. */
export function timesTable({ pairs }: Comparison): Table {
  return {
    name: 'compare-times',
    title: 'Times: prediction a row, the second / the first (indicative)',
    unit_of_replication: 'none: measured by other programs at other times',
    columns: [
      ...PAIR_COLUMNS,
      numberColumn('configurations', 'configurations', 'count', 1),
      numberColumn('ratio', 'second / first', 'ratio', 0),
      numberColumn('lowest', 'lowest', 'ratio', 1),
      numberColumn('highest', 'highest', 'ratio', 1),
    ],
    rows: pairs.flatMap((pair) => {
      const ratios = timeRatios(pair)
      if (ratios === undefined) return []
      const none = blank('none')
      return [[...pairCells(pair), ...ratios.map((value) => number(value, none))]]
    }),
    notes: [
      'Of cv_results_ the mean score time, which includes scoring.',
      'Times of another program, maybe on another machine, were not taken in the same rounds: they have no interval and no p. To measure both: --draft-study FILE, then knnbench run FILE.',
    ],
  }
}

/** How many, their geometric mean, the lowest and the highest; undefined where no configuration has both. */
function timeRatios({ cells }: ComparedPair): readonly number[] | undefined {
  const timed = cells.flatMap(({ first, second }) =>
    first.predict_row_ns === undefined || second.predict_row_ns === undefined
      ? []
      : [{ a: first.predict_row_ns, b: second.predict_row_ns }],
  )
  const logs = logRatioMean(
    timed.map(({ b }) => b),
    timed.map(({ a }) => a),
  )
  if (!logs.defined) return undefined
  const ratios = timed.map(({ a, b }) => b / a)
  return [timed.length, Math.exp(logs.value), Math.min(...ratios), Math.max(...ratios)]
}
