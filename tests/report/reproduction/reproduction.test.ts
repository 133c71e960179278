import { expect, test } from 'vitest'
import { compareVerdicts } from '../../../src/report/reproduction/compare-verdicts.ts'
import { pairArms } from '../../../src/report/reproduction/paired-arms.ts'
import { compareReproduction } from '../../../src/report/reproduction/reproduction.ts'
import { recordedSetting, settingFacts } from '../../../src/report/reproduction/setting.ts'
import { settingLines } from '../../../src/report/reproduction/setting-table.ts'
import type { Results } from '../../../src/report/results.ts'
import { fixtureLedger, MIXED, resultsOf, TINY, TWO_CASES } from '../fixtures.ts'
import { changed, resultsFrom, twoLedgers } from './edits.ts'

const { old, now } = twoLedgers()

function verdicts(before: Results, after: Results): Record<string, string> {
  const pairs = pairArms(before, after, 'all').filter(({ engine }) => engine !== before.study.baseline)
  return Object.fromEntries(
    pairs.map((pair) => [`${pair.engine} on ${pair.facts.dataset}`, compareVerdicts(pair)]),
  )
}

test('a verdict agrees, differs, or is not confirmed; an inconclusive one claims nothing', () => {
  expect(verdicts(old, now)).toEqual({
    'ts-kd-tree on breast-cancer': 'differs', // equivalent, now slower
    'ml-knn on breast-cancer': 'agrees',
    'mine on breast-cancer': 'agrees',
    'ts-kd-tree on wine': 'no claim',
    'ml-knn on wine': 'agrees',
    'mine on wine': 'no claim', // wrong answers have no verdict
  })
  const ledger = fixtureLedger(TWO_CASES)
  const unanswered = changed(ledger.records, 'verification', () => undefined)
  expect(Object.values(verdicts(old, resultsFrom(unanswered, ledger)))).toEqual([
    ...Array(3).fill('not confirmed'),
    'no claim',
    'not confirmed',
    'no claim',
  ])
})

test('only what the reproduction was to run is looked at', () => {
  const narrowed = {
    ...now,
    study: { ...now.study, datasets: ['wine'], engines: now.study.engines.slice(0, 2) },
  }
  expect(pairArms(old, narrowed, 'all').map(({ engine, facts }) => `${engine} on ${facts.dataset}`)).toEqual([
    'ts-brute on wine',
    'ts-kd-tree on wine',
  ])
})

test('the outcome of all is the worst of each', () => {
  const tiny = fixtureLedger(TINY)
  const results = resultsOf(tiny)
  expect(compareReproduction(results, results, { until: 'rounds', cases: 'all' }).outcome).toBe('agrees')
  const other = changed(tiny.records, 'data', (record) => ({ ...record, X_test_sha256: '0'.repeat(64) }))
  expect(
    compareReproduction(results, resultsFrom(other, tiny), { until: 'rounds', cases: 'all' }).outcome,
  ).toBe('not confirmed')
  expect(compareReproduction(old, now, { until: 'rounds', cases: 'all' }).outcome).toBe('wrong') // `mine` on wine
  const mixed = resultsOf(fixtureLedger(MIXED))
  expect(
    compareReproduction(
      mixed,
      { ...mixed, study: { ...mixed.study, datasets: [] } },
      { until: 'answers', cases: 'all' },
    ).outcome,
  ).toBe('no claim')
})

test('answers alone have no table of times', () => {
  expect(
    compareReproduction(old, now, { until: 'answers', cases: 'all' }).tables.map(({ name }) => name),
  ).toEqual(['reproduction-answers'])
  expect(
    compareReproduction(old, now, { until: 'rounds', cases: 'all' }).tables.map(({ name }) => name),
  ).toEqual(['reproduction-answers', 'reproduction-times'])
})

test('what is otherwise is told one by one, what is the same together', () => {
  const scope = { engines: ['ts-brute', 'ml-knn', 'sklearn-brute'], datasets: ['wine'] }
  const facts = settingFacts(recordedSetting(old), { ...recordedSetting(now), pinned: undefined }, scope)
  expect(settingLines(facts)).toEqual([
    '  otherwise here than recorded:',
    '    machine, CPU: Example CPU → Other CPU',
    '    machine, Node: v20.20.2 → v22.0.0',
    '    ml-knn, version: ml-knn 3.0.0 → ml-knn 4.0.0',
    '  the same: knnbench (version), study (hash), cores, memory, virtual, system, kernel, ts-brute (version, code, runtime, flags), ml-knn (code, runtime, flags), wine/holdout-0.2-stratified-42/default (source, prepared)',
    '  not known: machine, cores of engines; machine, cores of knnbench',
  ])
})
