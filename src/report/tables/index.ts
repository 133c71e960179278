import type { Results } from '../results.ts'
import type { Table } from '../table.ts'
import { answersTable } from './answers.ts'
import { cellsTable } from './cells.ts'
import { comparisonsTable } from './comparisons.ts'
import { configurationComparisonsTable } from './configuration-comparisons.ts'
import { configurationsTable } from './configurations.ts'
import { confusionTable } from './confusion.ts'
import { crossValidationTable } from './cross-validation.ts'
import { dataTable } from './data.ts'
import { failuresTable } from './failures.ts'
import { foldsTable } from './folds.ts'
import { latencyTable } from './latency.ts'
import { memoryTable } from './memory.ts'
import { phasesTable } from './phases.ts'
import { rankingTable } from './ranking.ts'
import { samplesTable } from './samples.ts'
import { searchTable } from './search.ts'

export const TABLE_NAMES = [
  'ranking',
  'comparisons',
  'answers',
  'cells',
  'configurations',
  'confusion',
  'folds',
  'cross-validation',
  'configuration-comparisons',
  'search',
  'phases',
  'latency',
  'memory',
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
  answers: {
    summary: 'worst grade of every engine against the reference, and its best scores',
    make: answersTable,
  },
  cells: {
    summary: 'one row for every engine × case × configuration, with status, scores and times',
    make: cellsTable,
  },
  configurations: {
    summary: 'best and worst configuration of every case on each score',
    make: configurationsTable,
  },
  confusion: { summary: 'confusion matrix at the configuration of highest accuracy', make: confusionTable },
  folds: {
    summary: 'scores of every fold of a cross-validation, for every configuration',
    make: foldsTable,
  },
  'cross-validation': {
    summary: 'mean, sd and corrected interval of every score over the folds, for every configuration',
    make: crossValidationTable,
  },
  'configuration-comparisons': {
    summary: 'accuracy of every configuration against a fixed one over the folds, corrected and by Holm',
    make: configurationComparisonsTable,
  },
  search: { summary: 'engines by the time of the neighbors call alone', make: searchTable },
  phases: { summary: 'time to load, convert, fit, predict first, predict and search', make: phasesTable },
  latency: { summary: 'time of one row and rows per second; percentiles in mode single', make: latencyTable },
  memory: { summary: 'resident memory after load and fit, peak and growth of predict', make: memoryTable },
  failures: {
    summary: 'everything unsupported, too slow, too dear, crashed, wrong or left out, with its reason',
    make: failuresTable,
  },
  data: { summary: 'size, classes, hashes and warnings of every case', make: dataTable },
  samples: { summary: 'one row for every measurement of any phase', make: samplesTable },
} satisfies Record<TableName, TableEntry>
