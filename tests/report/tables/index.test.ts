import { readdirSync } from 'node:fs'
import { expect, test } from 'vitest'
import { isTableName, TABLE_NAMES, TABLES } from '../../../src/report/tables/index.ts'
import { fixtureLedger, resultsOf, TINY } from '../fixtures.ts'

const results = resultsOf(fixtureLedger(TINY))

test('the index holds every file of the folder', () => {
  const folder = new URL('../../../src/report/tables/', import.meta.url)
  const files = readdirSync(folder)
    .filter((file) => file !== 'index.ts')
    .map((file) => file.replace('.ts', ''))
  expect([...TABLE_NAMES].sort()).toEqual(files.sort())
})

test.each(TABLE_NAMES)('%s has its own name, unique keys, and a cell for every column', (name) => {
  const { name: own, columns, rows } = TABLES[name].make(results)
  expect(own).toBe(name)
  expect(new Set(columns.map(({ key }) => key)).size).toBe(columns.length)
  for (const row of rows) expect(row).toHaveLength(columns.length)
})

test.each(TABLE_NAMES)('%s says what one observation is and keeps kinds apart', (name) => {
  const { unit_of_replication, columns, rows } = TABLES[name].make(results)
  expect(unit_of_replication).not.toBe('')
  for (const row of rows) {
    for (const [i, cell] of row.entries()) expect([columns[i].kind, 'missing']).toContain(cell.kind)
  }
})

test('cells has exactly the columns of the documented CSV, and the repeat after them', () => {
  const documented =
    'dataset, engine, arm, n_neighbors, metric, weights, task, split, split_seed, fold, prepare, threads, n_train, n_test, n_features, rows_timed, rows_scored, status, grade, accuracy, precision, recall, f1, roc_auc, rmse, mae, r2, recall_at_k, fit_ns, first_ns, predict_ns, search_ns, cpu_ns, peak_bytes, growth_bytes, rounds, engine_version, repeat'
  expect(
    TABLES.cells
      .make(results)
      .columns.map(({ key }) => key)
      .join(', '),
  ).toBe(documented)
})

test('comparisons has exactly the columns of the documented CSV, and the arm after them', () => {
  const documented =
    'dataset, split, split_seed, prepare, threads, engine, baseline, ratio, ratio_low, ratio_high, p, p_adjusted, verdict, reason, rounds, arm'
  expect(
    TABLES.comparisons
      .make(results)
      .columns.map(({ key }) => key)
      .join(', '),
  ).toBe(documented)
})

test('only names of tables are table names', () => {
  expect([isTableName('cells'), isTableName('toString')]).toEqual([true, false])
})
