import type { Results } from '../results.ts'
import { settingColumns, settingNotes, settingRows } from '../setting-table.ts'
import type { Table } from '../table.ts'

/** Every distance metric against the first of the grid, with the other settings held. */
export function byMetricTable(results: Results): Table {
  return {
    name: 'by-metric',
    title: 'Distance metrics against each other, paired over k and weights',
    unit_of_replication: 'pair of configurations that differ in the distance metric alone',
    columns: settingColumns('metric', results.study),
    rows: settingRows(results, 'metric', results.study.grid.metric),
    notes: settingNotes(results.study),
  }
}
