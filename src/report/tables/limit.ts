import type { ArmResults, ScoredCell } from '../arm-results.ts'
import { callWords } from '../call-words.ts'
import { CASE_COLUMNS, CONFIGURATION_COLUMNS, caseCells, configurationCells } from '../case-columns.ts'
import { mainArms } from '../main-arms.ts'
import { exclusion } from '../note.ts'
import { bruteForceWork, type Calibration, limitOf } from '../physical-limit.ts'
import type { CaseResults, Results } from '../results.ts'
import { blank, type Cell, missing, number, numberColumn, type Table, text, textColumn } from '../table.ts'

/** What every exact engine makes of the machine: brute force's work over its time, as shares of the measured limits. */
export function limitTable(results: Results): Table {
  const { calibration } = results.environment ?? {}
  return {
    name: 'limit',
    title: 'Share of the machine’s limit: the work of brute force over the time of predict',
    unit_of_replication: 'round (fresh process)',
    columns: COLUMNS,
    rows:
      calibration === undefined
        ? []
        : results.cases.flatMap((one) =>
            mainArms(one).flatMap((arm) =>
              arm.cells.map((cell) => row({ one, arm, cell, calibration }, results.study.protocol.mode)),
            ),
          ),
    notes:
      calibration === undefined ? [WITHOUT] : notesOf(calibration, callWords(results.study.protocol.mode)),
  }
}

const WITHOUT = exclusion(
  'No limit of the machine is in this ledger. Measure it with  knnbench calibrate  before the run.',
)

const COLUMNS = [
  ...CASE_COLUMNS,
  textColumn('engine', 'engine', 0),
  ...CONFIGURATION_COLUMNS,
  numberColumn('threads', 'threads', 'count', 4),
  numberColumn('predict_ns', 'predict', 'ns', 1),
  numberColumn('pairs_per_second', 'pairs', 'per-second', 0),
  numberColumn('operations_per_second', 'operations', 'per-second', 2),
  numberColumn('float64_share', 'of float64', 'share', 0),
  numberColumn('float32_share', 'of float32', 'share', 0),
  numberColumn('bytes_per_second', 'bytes', 'per-second', 3),
  numberColumn('memory_share', 'of memory', 'share', 0),
  numberColumn('rounds', 'rounds', 'count', 4),
]

interface Asked {
  readonly one: CaseResults
  readonly arm: ArmResults
  readonly cell: ScoredCell
  readonly calibration: Calibration
}

function row({ one: { facts }, arm, cell, calibration }: Asked, mode: 'batch' | 'single'): Cell[] {
  const { configuration } = cell
  const times = cell.status === 'measured' ? cell.times : undefined
  const why = cell.status === 'measured' ? undefined : cell.reason
  const { n_train, n_features, rows_timed } = facts
  const shape = { n_train, n_features, rows: mode === 'single' ? 1 : rows_timed }
  const { pairs, operations, bytes } = bruteForceWork(shape, configuration.metric)
  const uncounted = missing(
    why ?? `operations of ${configuration.metric} are not counted, or this limit was not measured`,
  )
  const rate = (work: number | undefined) =>
    work === undefined || times === undefined ? undefined : work / (times.predict_ns / 1e9)
  const share = (work: number | undefined, quantity: Parameters<typeof limitOf>[1]) => {
    const [done, limit] = [rate(work), limitOf(calibration, quantity, arm.threads)]
    return number(done === undefined || limit === undefined ? undefined : done / limit, uncounted)
  }
  return [
    ...caseCells(facts),
    text(arm.engine),
    ...configurationCells(configuration),
    number(arm.threads, blank('not known')),
    number(times?.predict_ns, missing(why ?? 'not timed')),
    number(rate(pairs), blank(why ?? 'not timed')),
    number(rate(operations), uncounted),
    share(operations, 'multiply-adds-float64'),
    share(operations, 'multiply-adds-float32'),
    number(rate(bytes), blank(why ?? 'not timed')),
    share(bytes, 'bytes-read'),
    number(times?.rounds, blank(why ?? 'not timed')),
  ]
}

function notesOf({ instructions, measured_at, limits }: Calibration, call: string): string[] {
  const told = limits.map(
    ({ quantity, threads, per_second }) =>
      `${(per_second / 1e9).toPrecision(3)} G ${quantity} (${threads} thread${threads === 1 ? '' : 's'})`,
  )
  return [
    `Work: every distance of ${call}, whatever the engine really did. pairs: test rows × training rows; operations: two a feature and pair, a subtraction and a multiply-add (or an addition); bytes: every row read once in float64. Times are medians over rounds and hold selection and vote.`,
    'An engine that skips work, by boxes, balls or trees, may exceed 100 %; so may one of the form ‖x‖²−2xq+‖q‖², which needs one operation a feature and not two. float32 is the limit of an engine that compares in float32 first.',
    `Limits, per second, best of many trials with ${instructions} at ${measured_at}: ${told.join(', ')}. For any other number of threads: that of one thread, times their number.`,
  ]
}
