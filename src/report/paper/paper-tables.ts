import type { TableName } from '../tables/index.ts'
import { confusionMatrices } from './confusion-matrices.ts'
import { alikeEngines } from './engine-groups.ts'
import {
  countedRows,
  enginesAcross,
  type Layout,
  mainArmsOnly,
  onlyColumns,
  selectedOnly,
  withoutFolds,
  withoutNotes,
} from './layouts.ts'
import { readCurves } from './read-curves.ts'

/** Where in a paper a table stands. */
export const PAPER_SECTIONS = [
  'Data',
  'Accuracy',
  'Cross-validation',
  'Settings',
  'Time',
  'Across datasets',
  'Memory',
  'Answers',
] as const

export interface PaperTable {
  readonly table: TableName
  readonly section: (typeof PAPER_SECTIONS)[number]
  /** Whether it says nothing of a study in which nothing was timed. */
  readonly of: 'answers' | 'times'
  /** Why it has no rows, where it has none and the study has such cases. */
  readonly empty: string
  /** How pages show it, where its tidy rows would be too wide or too many; the CSV is always the tidy table. */
  readonly layout?: Layout
}

/** Without hashes, which are for machines, and without the words of warnings, which the methods have. */
const DATA = [
  ...['n_train', 'n_test', 'n_features', 'n_classes', 'classes', 'positive'],
  ...['rows_timed', 'rows_scored'],
]
/** Without the reasons of verdicts, a sentence for each row. */
const VERDICTS = [
  ...['engine', 'arm', 'ratio', 'ratio_low', 'ratio_high', 'p', 'p_adjusted'],
  ...['verdict', 'rounds'],
]

/** Two scores fit on a page with their differences. */
const scorePages: Layout = (table) =>
  table.columns.some(({ key }) => key === 'rmse')
    ? alikeEngines(table).flatMap(onlyColumns(ERRORS))
    : sharePages(table)

const ERRORS = ['engines', 'at', 'rmse', 'rmse_difference', 'mae', 'mae_difference', 'r2', 'r2_difference']

const sharePages: Layout = (table) =>
  alikeEngines(table).flatMap((alike) => [
    ...onlyColumns(['engines', 'at', 'precision', 'precision_difference', 'recall', 'recall_difference'])({
      ...alike,
      title: 'Precision and recall, with differences to the baseline',
    }),
    ...onlyColumns(['engines', 'at', 'f1', 'f1_difference', 'roc_auc', 'roc_auc_difference'])({
      ...alike,
      title: 'F1 and ROC-AUC, with differences to the baseline',
    }),
  ])

/** Without the p values of the other tests, which the CSV has. */
const ACROSS = [
  ...['engine', 'datasets', 'ratio', 'ratio_low', 'ratio_high', 'p', 'p_adjusted'],
  ...['p_wilcoxon_adjusted', 'g_z'],
]
const SENSITIVITY = ['engine', 'passes', 'p', 'p_sign_flip', 'p_wilcoxon', 'g_z', 'rank_biserial']

const NO_ENGINE = 'no engine took part'
const NO_SCORE = 'no engine has a right answer'
const NO_COMPARISON = 'no engine has a right answer, or the grid has one configuration'
const NO_DATASETS = 'fewer than two datasets are complete'
const NO_PARTNER = 'the baseline has no partner'
const BY_K = enginesAcross(['n_neighbors'], ['accuracy', 'recall', 'rmse', 'r2', 'predict_ns'])

const OF_FOLDS = {
  section: 'Cross-validation',
  of: 'answers',
  layout: selectedOnly,
} as const

/** The tables of a paper, in their order; a new one is one line here. */
export const PAPER_TABLES: readonly PaperTable[] = [
  {
    table: 'data',
    section: 'Data',
    of: 'answers',
    empty: 'no case',
    layout: (table) => withoutFolds(table).flatMap(withoutNotes(onlyColumns(DATA))),
  },
  { table: 'accuracy', section: 'Accuracy', of: 'answers', empty: NO_ENGINE, layout: alikeEngines },
  { table: 'scores', section: 'Accuracy', of: 'answers', empty: NO_ENGINE, layout: scorePages },
  { table: 'accuracy-intervals', section: 'Accuracy', of: 'answers', empty: NO_ENGINE, layout: alikeEngines },
  { table: 'configurations', section: 'Accuracy', of: 'answers', empty: NO_SCORE },
  { table: 'confusion', section: 'Accuracy', of: 'answers', empty: NO_SCORE, layout: confusionMatrices },
  {
    table: 'roc',
    section: 'Accuracy',
    of: 'answers',
    empty: 'no engine gives probabilities',
    layout: readCurves,
  },
  { table: 'cross-validation', ...OF_FOLDS, empty: NO_SCORE },
  { table: 'folds', ...OF_FOLDS, empty: NO_SCORE },
  { table: 'configuration-comparisons', ...OF_FOLDS, empty: NO_COMPARISON },
  { table: 'by-k', section: 'Settings', of: 'answers', empty: NO_ENGINE, layout: BY_K },
  { table: 'by-metric', section: 'Settings', of: 'answers', empty: 'the grid has one distance metric' },
  { table: 'by-weights', section: 'Settings', of: 'answers', empty: 'the grid has one kind of weights' },
  { table: 'times', section: 'Time', of: 'times', empty: NO_ENGINE },
  { table: 'comparisons', section: 'Time', of: 'times', empty: NO_PARTNER, layout: onlyColumns(VERDICTS) },
  { table: 'intervals', section: 'Time', of: 'times', empty: NO_PARTNER },
  { table: 'sensitivity', section: 'Time', of: 'times', empty: NO_PARTNER, layout: onlyColumns(SENSITIVITY) },
  { table: 'rounds', section: 'Time', of: 'times', empty: NO_ENGINE, layout: () => [] },
  { table: 'latency', section: 'Time', of: 'times', empty: NO_ENGINE, layout: mainArmsOnly },
  { table: 'phases', section: 'Time', of: 'times', empty: NO_ENGINE, layout: mainArmsOnly },
  { table: 'search', section: 'Time', of: 'times', empty: NO_ENGINE },
  { table: 'cpu', section: 'Time', of: 'times', empty: NO_ENGINE },
  {
    table: 'across-datasets',
    section: 'Across datasets',
    of: 'times',
    empty: NO_DATASETS,
    layout: onlyColumns(ACROSS),
  },
  { table: 'ranks', section: 'Across datasets', of: 'times', empty: NO_DATASETS },
  { table: 'friedman', section: 'Across datasets', of: 'times', empty: NO_DATASETS },
  { table: 'pairwise', section: 'Across datasets', of: 'times', empty: NO_DATASETS },
  { table: 'memory', section: 'Memory', of: 'times', empty: NO_ENGINE, layout: mainArmsOnly },
  { table: 'answers', section: 'Answers', of: 'answers', empty: NO_ENGINE },
  { table: 'disagreements', section: 'Answers', of: 'answers', empty: 'fewer than two engines have labels' },
  {
    table: 'failures',
    section: 'Answers',
    of: 'answers',
    empty: 'nothing failed',
    layout: countedRows,
  },
  { table: 'cells', section: 'Answers', of: 'answers', empty: NO_ENGINE, layout: () => [] },
]
