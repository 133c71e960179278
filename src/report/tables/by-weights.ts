import type { Results } from '../results.ts'
import { settingColumns, settingNotes, settingRows } from '../setting-table.ts'
import type { Table } from '../table.ts'

/** The weights of the vote against the first of the grid, with the other settings held. */
export function byWeightsTable(results: Results): Table {
  return {
    name: 'by-weights',
    title: 'Weights of the vote against each other, paired over k and distance metrics',
    unit_of_replication: 'pair of configurations that differ in the weights alone',
    columns: settingColumns('weights', results.study),
    rows: settingRows(results, 'weights', results.study.grid.weights),
    notes: settingNotes(results.study),
  }
}
