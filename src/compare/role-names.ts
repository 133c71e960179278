/**
 * The names that a column of a hand-written file may have for what it holds; case, blanks and hyphens do not matter.
 * `docs/compare.md` lists them.
 */
export const NAMES_OF_ROLES = {
  dataset: ['dataset', 'data', 'data_set'],
  engine: ['engine', 'model', 'classifier', 'implementation', 'library', 'estimator'],
  n_neighbors: ['n_neighbors', 'n_neighbours', 'neighbors', 'neighbours', 'k', 'num_neighbors'],
  metric: ['metric', 'distance', 'distance_metric', 'dist'],
  p: ['p', 'minkowski_p'],
  weights: ['weights', 'weight', 'weighting'],
  algorithm: ['algorithm', 'search'],
  fold: ['fold', 'cv_fold', 'fold_index', 'split_index'],
  threads: ['threads', 'n_jobs'],
  dtype: ['dtype', 'float_type'],
  ties: ['ties', 'tie_rule'],
  rows_sha256: ['rows_sha256', 'row_hash'],
  accuracy: ['accuracy', 'acc', 'accuracy_score', 'test_accuracy', 'mean_accuracy', 'mean_test_accuracy'],
  precision: ['precision', 'precision_score', 'test_precision', 'mean_precision'],
  recall: ['recall', 'recall_score', 'test_recall', 'mean_recall'],
  f1: ['f1', 'f1_score', 'test_f1', 'mean_f1'],
  roc_auc: ['roc_auc', 'auc', 'test_roc_auc', 'mean_roc_auc'],
  rmse: ['rmse', 'test_rmse', 'mean_rmse'],
  mae: ['mae', 'test_mae', 'mean_mae'],
  r2: ['r2', 'test_r2', 'mean_r2'],
  /** A score that does not say which: accuracy, unless the file is told otherwise. */
  score: ['score', 'test_score', 'mean_score', 'mean_test_score', 'result'],
  predict_ns: ['predict_ns'],
  predict_ms: ['predict_ms', 'predict_time_ms'],
  predict_s: ['predict_s', 'predict_time', 'predict_seconds'],
} as const

export type Role = keyof typeof NAMES_OF_ROLES
export const ROLE_NAMES = Object.keys(NAMES_OF_ROLES) as [Role, ...Role[]]

/** A name as roles are looked up by it. */
export function plainName(name: string): string {
  return name
    .trim()
    .toLowerCase()
    .replaceAll(/[\s-]+/g, '_')
}
