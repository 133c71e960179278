import { expect, test } from 'vitest'
import type { LedgerRecord } from '../../src/ledger/record.ts'
import { paperLedger } from '../../src/report/paper/paper-ledger.ts'
import { reportDocument } from '../../src/report/report-document.ts'
import type { Results } from '../../src/report/results.ts'
import { FOLDED, fixtureLedger, resultsOf } from './fixtures.ts'

type Warning = Extract<LedgerRecord, { type: 'data' }>['warnings'][number]

const SYNTHETIC: Warning = { code: 'synthetic' }
const CONSTANT: Warning = { code: 'constant-column', column: 'mitoses' }

/** One dataset with two holdouts and two cross-validations, whose seeds alone differ; the second has more to say. */
function twice(): Results {
  const { records, readAnswer } = fixtureLedger(FOLDED)
  const changed = records.map((record): LedgerRecord => {
    if (record.type !== 'data') return record
    if (record.dataset !== 'wine') return { ...record, warnings: [SYNTHETIC] }
    return { ...record, dataset: 'breast-cancer', split_seed: 7, warnings: [SYNTHETIC, CONSTANT] }
  })
  return resultsOf({ records: changed, readAnswer })
}

const results = twice()
const FIRST = 'breast-cancer (holdout-0.2-stratified seed 42, default)'
const SECOND = 'breast-cancer (holdout-0.2-stratified seed 7, default)'
const FOLDS = 'breast-cancer (stratified-kfold-5 seed 7, default)'

test('two splits of a dataset have sections of different names', () => {
  const { cases } = reportDocument(results, { study: 'quick' })
  expect(cases.map(({ title }) => title)).toEqual([
    FIRST,
    SECOND,
    'breast-cancer (stratified-kfold-5 seed 42, default): cross-validation',
    `${FOLDS}: cross-validation`,
  ])
  expect(new Set(cases.map(({ table }) => table.title)).size).toBe(cases.length)
})

test('what both splits say is said of the dataset, and the rest of the split', () => {
  const { warnings } = reportDocument(results, { study: 'quick' })
  const told = warnings.filter((line) => /synthetic|constant/.test(line))
  expect(told).toEqual([
    'breast-cancer: synthetic data: made from a seed, not measured',
    `${SECOND}: column "mitoses" is constant in the training rows: it is kept, scaled by 1`,
    `${FOLDS}: column "mitoses" is constant in the training rows: it is kept, scaled by 1`,
  ])
})

test('the methods tell two splits of a dataset apart', () => {
  const { methods } = paperLedger(results, 'only', {
    ledger: undefined,
    ledger_sha256: '0'.repeat(64),
    tool_version: '0.1.0',
  })
  const section = (title: string) =>
    methods.sections.find((one) => one.title === title)?.paragraphs.join('\n') ?? ''
  const sentences = section('Data').match(/The dataset [^)]*\)/g) ?? []
  expect(new Set(sentences.map((words) => words.replace(/source [0-9a-f]*/, ''))).size).toBe(4)
  expect(section('Data')).toContain(`${SECOND} and ${FOLDS}: column "mitoses"`)
  expect(section('Data')).toContain('breast-cancer: synthetic data')
  expect(section('Measurement')).toContain(`100 on ${FIRST}`)
  expect(section('Statistics')).toMatch(
    /up to [\d.]+ % on breast-cancer \(.*seed 42.*\) and [\d.]+ % on .*seed 7/,
  )
  expect(section('Exclusions and failures')).toContain(
    `Engine ml-knn on ${FIRST} and ${SECOND}: unsupported in 2 of 4 configurations`,
  )
})

test('one split of each dataset needs no more than its name', () => {
  const { cases } = reportDocument(resultsOf(fixtureLedger(FOLDED)), { study: 'quick' })
  expect(cases.map(({ title }) => title)).toContain('wine: cross-validation')
})
