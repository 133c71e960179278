import type { ArmResults, ScoredCell } from '../arm-results.ts'
import { everyArm } from '../ranked-arms.ts'
import type { CaseResults, Results } from '../results.ts'
import { scoreValue } from '../scores.ts'
import { blank, type Cell, number, numberColumn, type Table, text, textColumn } from '../table.ts'

const NOT_HERE = 'not measured for this cell'

/** One row a cell: what was asked, what became of it, its scores and its medians over the counted blocks. */
export function cellsTable(results: Results): Table {
  return {
    name: 'cells',
    title: 'Cells: engine × case × configuration, medians over rounds',
    unit_of_replication: 'round (fresh process)',
    columns: COLUMNS,
    rows: [...results.cases, ...results.folds, ...results.variants].flatMap((one) =>
      everyArm(one).flatMap((arm) => arm.cells.map((cell) => row(results, one, arm, cell))),
    ),
    notes: [],
  }
}

const COLUMNS = [
  textColumn('dataset', 'dataset', 0),
  textColumn('engine', 'engine', 0),
  textColumn('arm', 'arm', 1),
  numberColumn('n_neighbors', 'k', 'none', 0),
  textColumn('metric', 'metric', 0),
  textColumn('weights', 'weights', 0),
  textColumn('task', 'task', 9),
  textColumn('split', 'split', 8),
  numberColumn('split_seed', 'seed', 'none', 8),
  numberColumn('fold', 'fold', 'none', 9),
  textColumn('prepare', 'prepare', 8),
  numberColumn('threads', 'threads', 'none', 8),
  numberColumn('n_train', 'train', 'count', 7),
  numberColumn('n_test', 'test', 'count', 7),
  numberColumn('n_features', 'features', 'count', 7),
  numberColumn('rows_timed', 'rows timed', 'count', 6),
  numberColumn('rows_scored', 'rows scored', 'count', 6),
  textColumn('status', 'status', 0),
  textColumn('grade', 'grade', 1),
  numberColumn('accuracy', 'accuracy', 'score', 2),
  numberColumn('precision', 'precision', 'score', 4),
  numberColumn('recall', 'recall', 'score', 4),
  numberColumn('f1', 'F1', 'score', 3),
  numberColumn('roc_auc', 'ROC-AUC', 'score', 4),
  numberColumn('rmse', 'RMSE', 'target', 9),
  numberColumn('mae', 'MAE', 'target', 9),
  numberColumn('r2', 'R²', 'score', 9),
  numberColumn('recall_at_k', 'recall@k', 'score', 9),
  numberColumn('fit_ns', 'fit', 'ns', 5),
  numberColumn('first_ns', 'first', 'ns', 5),
  numberColumn('predict_ns', 'predict', 'ns', 0),
  numberColumn('search_ns', 'search', 'ns', 5),
  numberColumn('cpu_ns', 'CPU', 'ns', 6),
  numberColumn('peak_bytes', 'peak', 'bytes', 5),
  numberColumn('growth_bytes', 'growth', 'growth', 5),
  numberColumn('rounds', 'rounds', 'count', 3),
  textColumn('engine_version', 'version', 7),
  numberColumn('repeat', 'repeat', 'none', 9),
]

function row({ study }: Results, { facts }: CaseResults, arm: ArmResults, cell: ScoredCell): Cell[] {
  const { n_neighbors, metric, weights } = cell.configuration
  const times = cell.status === 'measured' ? cell.times : undefined
  const value = (one: number | null | undefined) => number(one ?? undefined, blank(NOT_HERE))
  const word = (one: string | undefined) => (one === undefined ? blank(NOT_HERE) : text(one))
  return [
    text(facts.dataset),
    text(arm.engine),
    text(arm.arm),
    value(n_neighbors),
    text(metric),
    text(weights),
    text(study.task),
    text(facts.split_label),
    value(facts.split_seed),
    value(facts.fold),
    text(facts.prepare),
    value(arm.threads),
    value(facts.n_train),
    value(facts.n_test),
    value(facts.n_features),
    value(facts.rows_timed),
    value(cell.verification?.rows_graded),
    cell.status === 'measured' ? text(cell.status) : text(cell.status, cell.reason),
    word(cell.verification?.grade),
    value(scoreValue(cell.scores, 'accuracy')),
    value(scoreValue(cell.scores, 'precision')),
    value(scoreValue(cell.scores, 'recall')),
    value(scoreValue(cell.scores, 'f1')),
    value(scoreValue(cell.scores, 'roc_auc')),
    value(scoreValue(cell.scores, 'rmse')),
    value(scoreValue(cell.scores, 'mae')),
    value(scoreValue(cell.scores, 'r2')),
    value(cell.verification?.quality?.recall),
    value(times?.fit_ns),
    value(times?.first_ns),
    value(times?.predict_ns),
    value(times?.search_ns),
    value(times?.cpu_ns),
    value(times?.peak_bytes),
    value(times?.growth_bytes),
    value(times?.rounds),
    word(arm.info?.version),
    value(facts.repeat),
  ]
}
