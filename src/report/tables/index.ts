import type { Results } from '../results.ts'
import type { Table } from '../table.ts'
import { accuracyTable } from './accuracy.ts'
import { accuracyIntervalsTable } from './accuracy-intervals.ts'
import { acrossDatasetsTable } from './across-datasets.ts'
import { answersTable } from './answers.ts'
import { byKTable } from './by-k.ts'
import { byMetricTable } from './by-metric.ts'
import { byWeightsTable } from './by-weights.ts'
import { causesTable } from './causes.ts'
import { cellsTable } from './cells.ts'
import { comparisonsTable } from './comparisons.ts'
import { configurationComparisonsTable } from './configuration-comparisons.ts'
import { configurationsTable } from './configurations.ts'
import { confusionTable } from './confusion.ts'
import { cpuTable } from './cpu.ts'
import { crossValidationTable } from './cross-validation.ts'
import { dataTable } from './data.ts'
import { disagreementsTable } from './disagreements.ts'
import { failuresTable } from './failures.ts'
import { foldsTable } from './folds.ts'
import { friedmanTable } from './friedman.ts'
import { intervalsTable } from './intervals.ts'
import { latencyTable } from './latency.ts'
import { limitTable } from './limit.ts'
import { machinesTable } from './machines.ts'
import { memoryTable } from './memory.ts'
import { pairwiseTable } from './pairwise.ts'
import { phasesTable } from './phases.ts'
import { rankingTable } from './ranking.ts'
import { ranksTable } from './ranks.ts'
import { recallTable } from './recall.ts'
import { rocTable } from './roc.ts'
import { roundsTable } from './rounds.ts'
import { samplesTable } from './samples.ts'
import { scoresTable } from './scores.ts'
import { searchTable } from './search.ts'
import { sensitivityTable } from './sensitivity.ts'
import { timesTable } from './times.ts'

export const TABLE_NAMES = [
  'ranking',
  'comparisons',
  'sensitivity',
  'intervals',
  'rounds',
  'machines',
  'across-datasets',
  'ranks',
  'friedman',
  'pairwise',
  'times',
  'search',
  'phases',
  'latency',
  'cpu',
  'limit',
  'memory',
  'recall',
  'answers',
  'disagreements',
  'accuracy',
  'accuracy-intervals',
  'scores',
  'configurations',
  'confusion',
  'roc',
  'by-k',
  'by-metric',
  'by-weights',
  'cross-validation',
  'folds',
  'configuration-comparisons',
  'causes',
  'cells',
  'failures',
  'data',
  'samples',
] as const
export type TableName = (typeof TABLE_NAMES)[number]

export function isTableName(name: string): name is TableName {
  return TABLE_NAMES.some((known) => known === name)
}

export interface TableEntry {
  /** One sentence for help and docs. */
  readonly summary: string
  make(results: Results): Table
}

/** Every table; a new one is its file and one line here. */
export const TABLES = {
  ranking: {
    summary: 'engines by speed against the baseline, with verdict, memory and answers',
    make: rankingTable,
  },
  comparisons: {
    summary: 'time ratio of every arm to the baseline, with interval, p values and verdict',
    make: comparisonsTable,
  },
  sensitivity: {
    summary: 'other tests of the same comparisons and effect sizes, which decide nothing',
    make: sensitivityTable,
  },
  intervals: {
    summary: '95 % intervals of prediction time, alone and paired, and whether they overlap',
    make: intervalsTable,
  },
  rounds: {
    summary: 'drift, position, warm-up and outliers over the rounds of every arm, and rounds needed',
    make: roundsTable,
  },
  machines: {
    summary: 'of a merged ledger, the ratio on every machine and whether the machines agree',
    make: machinesTable,
  },
  'across-datasets': {
    summary: 'time ratio of every engine to the baseline over the datasets, each of which counts once',
    make: acrossDatasetsTable,
  },
  ranks: { summary: 'mean rank of every engine over the datasets', make: ranksTable },
  friedman: { summary: 'whether the engines differ in rank over the datasets', make: friedmanTable },
  pairwise: {
    summary: 'every pair of engines over the datasets: Wilcoxon with Holm, Nemenyi',
    make: pairwiseTable,
  },
  times: { summary: 'training and prediction time, with ratios to the baseline', make: timesTable },
  search: { summary: 'engines by the time of the neighbors call alone', make: searchTable },
  phases: { summary: 'time to load, convert, fit, predict first, predict and search', make: phasesTable },
  latency: { summary: 'time of one row and rows per second; percentiles in mode single', make: latencyTable },
  cpu: { summary: 'CPU time of predict, cores in use, and ratio to the baseline', make: cpuTable },
  limit: {
    summary: 'share of the machine’s limit (knnbench calibrate) that every exact engine reaches in each cell',
    make: limitTable,
  },
  memory: {
    summary: 'resident memory after load and fit, peak with its ratio to the baseline, growth of predict',
    make: memoryTable,
  },
  recall: {
    summary: 'recall, distance ratio, labels and throughput of approximate engines, and their Pareto front',
    make: recallTable,
  },
  answers: {
    summary: 'worst grade of every engine against the reference, and its best scores',
    make: answersTable,
  },
  disagreements: {
    summary:
      'labels in which two engines differ, with exact McNemar where there is something to test; not of a regression',
    make: disagreementsTable,
  },
  accuracy: {
    summary:
      'accuracy (of a regression: RMSE) across datasets, selected and mean over configurations, and labels that differ',
    make: accuracyTable,
  },
  'accuracy-intervals': {
    summary: '95 % intervals of accuracy over the test rows, and whether they overlap; not of a regression',
    make: accuracyIntervalsTable,
  },
  scores: {
    summary:
      'precision, recall, F1 and ROC-AUC (of a regression: RMSE, MAE and R²) of every engine, with differences to the baseline',
    make: scoresTable,
  },
  configurations: {
    summary: 'best and worst configuration of every case on each score',
    make: configurationsTable,
  },
  confusion: {
    summary: 'confusion matrix at the configuration of highest accuracy; not of a regression',
    make: confusionTable,
  },
  roc: {
    summary: 'points of the ROC curves at the configuration of highest accuracy; not of a regression',
    make: rocTable,
  },
  'by-k': {
    summary: 'accuracy and recall (of a regression: RMSE and R²) and prediction time against k',
    make: byKTable,
  },
  'by-metric': {
    summary: 'distance metrics against each other, paired over the other settings',
    make: byMetricTable,
  },
  'by-weights': {
    summary: 'weights of the vote against each other, paired over the other settings',
    make: byWeightsTable,
  },
  'cross-validation': {
    summary: 'mean, sd and corrected interval of every score over the folds, for every configuration',
    make: crossValidationTable,
  },
  folds: {
    summary: 'scores of every fold of a cross-validation, for every configuration',
    make: foldsTable,
  },
  'configuration-comparisons': {
    summary:
      'accuracy (of a regression: RMSE) of every configuration against a fixed one over the folds, corrected and by Holm',
    make: configurationComparisonsTable,
  },
  causes: {
    summary:
      'what one change of the data at a time does to accuracy and recall (needs `variants` in the study)',
    make: causesTable,
  },
  cells: {
    summary: 'one row for every engine × case × configuration, with status, scores and times',
    make: cellsTable,
  },
  failures: {
    summary:
      'everything unsupported, too slow, too dear, crashed, wrong, undecidable or left out, with its reason',
    make: failuresTable,
  },
  data: { summary: 'size, classes, hashes and warnings of every case', make: dataTable },
  samples: { summary: 'one row for every measurement of any phase', make: samplesTable },
} satisfies Record<TableName, TableEntry>
