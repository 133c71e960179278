import { expect, test } from 'vitest'
import { judgeAgainst } from '../../../src/report/gate/judge-against.ts'
import { resultsOf } from '../fixtures.ts'
import { withOtherLabels } from '../ledger-edits.ts'
import { gateLedger, gateResults, TOLERANCES } from './gate-fixture.ts'

const QUIET = 0.002
const before = gateResults({}, {}, QUIET, 'ten')
const against = (now: typeof before) => judgeAgainst(now, before, TOLERANCES)

test('the same engines pass, each against itself', () => {
  const result = against(gateResults({}, {}, QUIET, 'ten'))
  expect([result.status, result.family_size]).toEqual(['passed', 4])
  expect([...new Set(result.findings.map(({ where }) => where))]).toEqual([
    ...['breast-cancer, base', 'breast-cancer, head', 'wine, base', 'wine, head'],
  ])
})

test('the engine that became slower is the one that is named', () => {
  const { findings, status } = against(gateResults({ speed: () => Math.log(1.5) }, {}, QUIET, 'ten'))
  const bad = findings.filter((one) => one.status !== 'passed')
  expect(status).toBe('regression')
  expect(bad.map(({ where, check, words }) => [where, check, words])).toEqual([
    ['breast-cancer, head', 'speed', 'slower'],
    ['wine, head', 'speed', 'slower'],
  ])
  const [{ measured }] = bad.filter((one) => 'measured' in one)
  expect(measured?.ratio).toBeCloseTo(1.5, 1)
  expect(measured?.interval?.level).toBe(1 - 0.05 / 4)
})

test('labels of two ledgers are compared row by row', () => {
  const ledger = withOtherLabels(
    gateLedger({}, {}, QUIET, 'ten'),
    { engine: 'head', dataset: 'wine' },
    { 3: [4] },
  )
  const { findings } = against(resultsOf(ledger))
  const [labels] = findings.filter(({ where, check }) => where === 'wine, head' && check === 'labels')
  expect([labels?.status, labels?.words]).toEqual([
    'regression',
    expect.stringMatching(/^other labels in 2 of 10 cells; most: 1 of 36 rows at k = 3/),
  ])
})

test('what the earlier result does not have is open, and still wrong where it is wrong', () => {
  const only = { ...before, cases: before.cases.slice(0, 1) }
  const wrong = gateResults(
    { grade: (dataset) => (dataset === 'wine' ? 'wrong' : 'identical') },
    {},
    QUIET,
    'ten',
  )
  const { findings, family_size } = judgeAgainst(wrong, only, TOLERANCES)
  const ofWine = findings.filter(({ dataset }) => dataset === 'wine')
  expect(ofWine.map(({ where, check, status }) => [where, check, status])).toEqual([
    ['wine, base', 'answers', 'passed'],
    ['wine, base', 'cells', 'inconclusive'],
    ['wine, head', 'answers', 'wrong'],
    ['wine, head', 'cells', 'inconclusive'],
  ])
  expect(family_size).toBe(2)
})
