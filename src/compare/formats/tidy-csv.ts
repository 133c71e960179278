import type { ScoreName } from '../../metrics/scores.ts'
import { EVERY_SCORE } from '../../report/task-scores.ts'
import { metricOf, neighborsOf, weightsOf } from '../configuration-words.ts'
import type { CsvFormat } from '../csv-format.ts'
import type { CsvRow, CsvRows } from '../csv-rows.ts'
import { algorithmOf } from '../engine-algorithm.ts'
import { printedNumber } from '../printed-number.ts'
import type { ReadRow, ReadScore } from '../read-row.ts'

const NEEDED = ['dataset', 'engine', 'arm', 'n_neighbors', 'metric', 'weights', 'split', 'prepare', 'status']

/** What `knnbench report --table cells --format csv` writes; the null arm is the baseline once more, and is left out. */
export const tidyCsv: CsvFormat = {
  kind: 'tidy CSV',
  matches: (header) => NEEDED.every((name) => header.includes(name)),
  read(csv) {
    const rows = csv.rows.map((row) => readRow(csv, row)).filter((row) => row !== undefined)
    return { rows, notes: [] }
  },
}

function readRow({ file, header }: CsvRows, { line, cells }: CsvRow): ReadRow | undefined {
  const cell = (name: string) => cells[header.indexOf(name)] ?? ''
  const number = (name: string) => printedNumber(cell(name), '.')
  const place = { file, line }
  if (cell('arm') === 'null') return undefined
  const scores = new Map(
    EVERY_SCORE.flatMap((name): [ScoreName, ReadScore][] => {
      const value = number(name)
      return value === undefined ? [] : [[name, { kind: 'one', value }]]
    }),
  )
  const [predict_ns, rows_timed] = [number('predict_ns')?.value, number('rows_timed')?.value]
  return {
    line,
    dataset: cell('dataset'),
    engine: cell('engine'),
    facts: {
      split: [cell('split'), cell('split_seed')].filter((part) => part !== '').join(' seed '),
      rows: rowsOf(number('n_train')?.value, number('n_test')?.value, cell('split')),
      threads: number('threads')?.value,
      algorithm: algorithmOf(cell('engine')),
    },
    configuration: {
      n_neighbors: neighborsOf(cell('n_neighbors'), place),
      metric: metricOf(cell('metric'), '', place) ?? 'euclidean',
      weights: weightsOf(cell('weights'), place) ?? 'uniform',
    },
    fold: foldOf(number('repeat')?.value, number('fold')?.value),
    scores,
    failed: scores.size > 0 ? undefined : `its status is ${cell('status')}`,
    predict_row_ns:
      predict_ns === undefined || rows_timed === undefined ? undefined : predict_ns / rows_timed,
    assumed: [],
  }
}

/** Both parts make up the whole, but for folds in order of time, which leave rows out. */
function rowsOf(n_train: number | undefined, n_test: number | undefined, split: string): number | undefined {
  return n_train === undefined || n_test === undefined || split.startsWith('time-series')
    ? undefined
    : n_train + n_test
}

/** One number a fold, repeat by repeat. */
const REPEAT = 1e6

function foldOf(repeat: number | undefined, fold: number | undefined): number | undefined {
  return fold === undefined ? undefined : (repeat ?? 0) * REPEAT + fold
}
