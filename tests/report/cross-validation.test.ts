import { describe, expect, test } from 'vitest'
import type { LedgerRecord, RecordOf } from '../../src/ledger/record.ts'
import { crossValidations } from '../../src/report/cross-validation.ts'
import { reportDocument } from '../../src/report/report-document.ts'
import type { Results } from '../../src/report/results.ts'
import { TABLE_NAMES, TABLES, type TableName } from '../../src/report/tables/index.ts'
import { terminalReport } from '../../src/report/terminal-report.ts'
import { FOLDED, fixtureLedger, resultsOf } from './fixtures.ts'
import { withCalibration } from './ledger-edits.ts'

const ledger = fixtureLedger(FOLDED)

/** The results after one change of each record. */
function changed(change: (record: LedgerRecord) => LedgerRecord[]): Results {
  return resultsOf({ ...ledger, records: ledger.records.flatMap(change) })
}

/** The grade of `engine` on one fold of wine at k = 1, euclidean. */
function isOne(record: LedgerRecord, engine: string, fold: number): record is RecordOf<'verification'> {
  return (
    record.type === 'verification' &&
    record.engine === engine &&
    record.case_id === `wine/stratified-kfold-5-42-fold-${fold}/default` &&
    record.configuration.n_neighbors === 1 &&
    record.configuration.metric === 'euclidean'
  )
}

const WRONG = { test_row: 17, sentence: 'its label is 1, but 0 is right' }
const wrongIn = (folds: readonly number[]) =>
  changed((record) =>
    folds.some((fold) => isOne(record, 'ts-kd-tree', fold))
      ? [{ ...(record as RecordOf<'verification'>), grade: 'wrong', rows_wrong: 1, first_wrong: WRONG }]
      : [record],
  )

const column = (results: Results, name: TableName, key: string) => {
  const { columns, rows } = TABLES[name].make(results)
  return rows.map((row) => row[columns.findIndex((one) => one.key === key)])
}

/** The sections of single datasets. */
const sections = (results: Results) =>
  reportDocument(results, { study: 'quick' }).cases.filter(({ title }) => title !== 'Across datasets')

describe('folds beside holdouts', () => {
  const OF_FOLDS: readonly TableName[] = ['folds', 'cross-validation', 'configuration-comparisons']
  const ALL: readonly TableName[] = ['cells', 'data', 'failures']
  const NO_SPLIT: readonly TableName[] = [
    'across-datasets',
    'ranks',
    'friedman',
    'pairwise',
    'by-weights',
    'recall', // rows of approximate engines alone
    'machines', // of merged ledgers alone
    'causes', // of studies with variants alone
  ]
  const OTHERS = TABLE_NAMES.filter((name) => ![...OF_FOLDS, ...ALL, ...NO_SPLIT].includes(name))
  const results = resultsOf(withCalibration(ledger))
  const holdouts = resultsOf(
    fixtureLedger({ ...FOLDED, cases: FOLDED.cases.filter(({ fold }) => fold === undefined) }),
  )
  const splits = (name: TableName) => {
    const cells = column(results, name, 'split')
    return new Set(cells.map((cell) => (cell?.kind === 'text' ? cell.text : undefined)))
  }

  test.each(OTHERS)('%s has the holdouts alone', (name) => {
    expect(splits(name)).toEqual(new Set(['holdout-0.2-stratified']))
  })

  test.each(ALL)('%s has all of them, with their fold', (name) => {
    expect(splits(name)).toContain('stratified-kfold-5')
    const folds = column(results, name, 'fold').flatMap((cell) =>
      cell.kind === 'number' ? [cell.value] : [],
    )
    expect(new Set(folds)).toEqual(new Set([1, 2, 3, 4, 5]))
  })

  test.each(OF_FOLDS)('%s has the folds alone, and nothing where there are none', (name) => {
    expect(splits(name)).toEqual(new Set(['stratified-kfold-5']))
    expect(TABLES[name].make(holdouts).rows).toEqual([])
  })

  test('the whole report has a section for each cross-validation, however many folds', () => {
    const cases = sections(results)
    expect(cases.map(({ title }) => title)).toEqual([
      'breast-cancer',
      'wine',
      'breast-cancer: cross-validation',
      'wine: cross-validation',
    ])
  })
})

describe('engines whose labels differ in one cell of one fold', () => {
  const atFive = ledger.records.find(
    (record): record is RecordOf<'verification'> =>
      record.type === 'verification' &&
      record.case_id === 'wine/stratified-kfold-5-42-fold-3/default' &&
      record.configuration.n_neighbors === 5,
  )
  const results = changed((record) =>
    isOne(record, 'ml-knn', 3) ? [{ ...record, labels: atFive?.labels ?? '' }] : [record],
  )

  test('have rows of their own, there alone', () => {
    const groups = crossValidations(results).map((one) => one.groups.map(({ engines }) => engines.join(' ')))
    expect(groups).toEqual([['ts-brute ts-kd-tree ml-knn'], ['ts-brute ts-kd-tree', 'ml-knn']])
  })

  test('are named in the section', () => {
    const cases = sections(results)
    expect(cases[2].table.columns.map(({ key }) => key)).not.toContain('engines')
    expect(cases[3].table.columns.map(({ key }) => key)).toContain('engines')
    expect(cases[3].sentences.join()).toContain('selected configuration (ml-knn): ')
    expect(cases[3].sentences.join()).not.toContain('agree in all folds')
  })
})

test('a run that was cut off before the folds says how to go on', () => {
  const results = changed((record) =>
    record.type === 'verification' && record.case_id.includes('kfold') ? [] : [record],
  )
  const cases = sections(results)
  expect(cases[3].sentences).toContain('50 of 60 cells are not answered yet; go on with: knnbench run quick')
  expect(cases[3].table.rows).toEqual([])
  expect(terminalReport(results, { width: 100, color: 'plain', study: 'quick' })).toContain('n = 5 folds')
})

describe('a fold without a right answer', () => {
  const results = wrongIn([2, 4])

  test('leaves a configuration without a mean, and it is not selected', () => {
    const [, wine] = crossValidations(
      changed((record) =>
        record.type === 'verification' && record.case_id.includes('wine') && isCell(record) ? [] : [record],
      ),
    )
    const [{ configurations, selected }] = wine.groups
    expect(configurations[0].score).toEqual({
      kind: 'incomplete',
      folds: 0,
      reason: 'answered right in 0 of 5 folds',
    })
    expect(selected?.of).toBe(3)
  })

  test('of one engine is told once, at its first fold, with the command that gives its data', () => {
    const cases = sections(results)
    expect(cases[3].alarms).toEqual([
      {
        lead: 'ts-kd-tree is wrong',
        sentence: `in 2 of 5 folds, first in fold 2, in 1 of 4 configurations, first at k = 1, euclidean, uniform: row 17: ${WRONG.sentence}`,
        proof:
          'its data, row 17 of wine/stratified-kfold-5-42-fold-2/default/X_test.npy: knnbench datasets prepare wine --study quick --out wine',
      },
    ])
    expect(cases[1].alarms).toEqual([])
  })

  test('tells the folder of a holdout too, which is not the only case of its dataset', () => {
    const wrong = changed((record) =>
      record.type === 'verification' && record.case_id === 'wine/holdout-0.2-stratified-42/default'
        ? [{ ...record, grade: 'wrong', rows_wrong: 1, first_wrong: WRONG }]
        : [record],
    )
    const [, wine] = sections(wrong)
    expect(wine.alarms[0].proof).toMatch(/row 17 of wine\/holdout-0.2-stratified-42\/default\/X_test.npy: /)
  })

  test('leaves fewer right cells', () => {
    const cases = sections(results)
    expect(cases[3].sentences).toContain('ts-kd-tree has no right answer in 2 of 20 cells: 2 wrong')
  })
})

function isCell({ configuration }: RecordOf<'verification'>): boolean {
  return configuration.n_neighbors === 1 && configuration.metric === 'euclidean'
}

describe('engines that did not answer everything', () => {
  const isWine = (record: LedgerRecord): record is RecordOf<'verification'> =>
    record.type === 'verification' && record.case_id.startsWith('wine/stratified-kfold')
  const foldOf = ({ case_id }: RecordOf<'verification'>) => Number(/-fold-(\d)/.exec(case_id)?.[1])
  /** Of wine, the folds that each engine answered. */
  const answeredIn = (folds: Record<string, readonly number[]>) =>
    changed((record) => (isWine(record) && !folds[record.engine]?.includes(foldOf(record)) ? [] : [record]))
  const groupsOf = (folds: Record<string, readonly number[]>) => crossValidations(answeredIn(folds))[1].groups

  test('are not named where they offer no such configuration', () => {
    const results = resultsOf(ledger)
    for (const name of ['folds', 'cross-validation', 'configuration-comparisons'] as const) {
      const metrics = column(results, name, 'metric')
      for (const [i, cell] of column(results, name, 'engines').entries()) {
        const isManhattan = JSON.stringify(metrics[i]).includes('manhattan')
        expect(JSON.stringify(cell).includes('ml-knn')).toBe(!isManhattan)
      }
    }
  })

  test('of whom each lacks a fold that another has stay apart, and no mean is stitched together', () => {
    const groups = groupsOf({ 'ts-brute': [1, 2, 3], 'ts-kd-tree': [3, 4, 5] })
    expect(groups.map(({ engines }) => engines)).toEqual([['ts-brute'], ['ts-kd-tree']])
    expect(groups.flatMap(({ configurations }) => configurations.map(({ score }) => score.kind))).toEqual(
      Array.from({ length: 8 }, () => 'incomplete'),
    )
  })

  test('are not named beside the folds of an engine that has more, whichever comes first', () => {
    const groups = groupsOf({ 'ts-brute': [1, 2], 'ts-kd-tree': [1, 2, 3, 4, 5] })
    expect(groups.map(({ engines }) => engines)).toEqual([['ts-brute', 'ts-kd-tree']])
    expect(groups[0].configurations.map(({ engines }) => engines)).toEqual(
      Array.from({ length: 4 }, () => ['ts-kd-tree']),
    )
  })

  test('are not named with a selected configuration that they do not offer', () => {
    const results = answeredIn({ 'ts-brute': [1, 2, 3, 4], 'ts-kd-tree': [1, 2, 3, 4, 5] })
    expect(sections(results)[3].sentences.join()).toContain('selected configuration (ts-kd-tree): ')
  })
})
