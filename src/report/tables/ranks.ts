import { datasetRanks } from '../dataset-ranks.ts'
import { exclusion, inference } from '../note.ts'
import type { Results } from '../results.ts'
import { type Cell, missing, number, numberColumn, type Table, text, textColumn } from '../table.ts'

/** The average rank of every engine over the datasets, 1 being the fastest. */
export function ranksTable(results: Results): Table {
  const { engines, datasets, values, ranks, exclusions } = datasetRanks(results)
  const sums = ranks.defined ? ranks.value.rank_sums : []
  const rows = engines.map((engine, i) => ({ engine, sum: sums[i], logs: values.map((block) => block[i]) }))
  rows.sort((a, b) => (a.sum ?? 0) - (b.sum ?? 0))
  return {
    name: 'ranks',
    title: 'Ranks: engines by time within each dataset, averaged (1 is the fastest)',
    unit_of_replication: 'dataset',
    columns: COLUMNS,
    rows: rows.map(({ engine, sum, logs }) => rowCells(engine, sum, logs)),
    notes: [
      inference(
        `Described and not tested here: tables friedman and pairwise test these ranks. Complete datasets: ${datasets.length === 0 ? 'none' : datasets.join(', ')}. Within each, only the configurations that every engine has a time for.`,
      ),
      'ratio: geometric mean of the time ratio to the baseline over them.',
      ...exclusions.map(exclusion),
    ],
  }
}

const COLUMNS = [
  textColumn('engine', 'engine', 0),
  numberColumn('mean_rank', 'mean rank', 'real', 0),
  numberColumn('ratio', 'ratio', 'ratio', 0),
  numberColumn('datasets', 'datasets', 'count', 1),
]

function rowCells(engine: string, sum: number | undefined, logs: readonly number[]): Cell[] {
  const none = missing('no dataset is complete')
  const n = logs.length
  const mean = logs.reduce((total, value) => total + value, 0) / n
  return [
    text(engine),
    number(sum === undefined ? undefined : sum / n, none),
    number(Math.exp(mean), none),
    number(n, none),
  ]
}
