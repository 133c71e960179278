import { describe, expect, test } from 'vitest'
import type { Check, Finding } from '../../../src/report/gate/finding.ts'
import { type GateResult, judgeGate } from '../../../src/report/gate/gate-result.ts'
import { headlines, isPassed } from '../../../src/report/gate/gate-view.ts'
import { resultsOf } from '../fixtures.ts'
import { withOtherLabels } from '../ledger-edits.ts'
import { gateLedger, gateResults, TOLERANCES } from './gate-fixture.ts'

const judge = (...given: Parameters<typeof gateResults>): GateResult =>
  judgeGate(gateResults(...given), TOLERANCES)

function found({ findings }: GateResult, where: string, check: Check): Finding {
  const finding = findings.find((one) => one.where === where && one.check === check)
  if (finding === undefined) throw new Error(`no finding of ${check} on ${where}`)
  return finding
}

const view = (result: GateResult, inconclusive: 'pass' | 'fail' = 'fail') => ({
  ...{ result, inconclusive, caveats: [] },
  typed: { study: 'gate.yaml', head: './new/engine.yaml' },
})

test('a build that is the same passes every check of every case', () => {
  const result = judge()
  expect(result.status).toBe('passed')
  expect(new Set(result.findings.map(({ status }) => status))).toEqual(new Set(['passed']))
  expect(result.findings.map(({ check }) => check)).toEqual([
    ...['answers', 'speed', 'memory', 'index-size', 'cells', 'labels', 'scores'],
    ...['answers', 'speed', 'memory', 'index-size', 'cells', 'labels', 'scores'],
  ])
  expect(headlines(view(result))).toEqual(['passed: no regression in 2 cases'])
  expect([result.rounds, result.family_size]).toEqual([10, 2])
})

test('a build that is slower on one dataset is a regression there alone, with its interval', () => {
  const result = judge({ speed: (dataset) => (dataset === 'wine' ? Math.log(1.12) : 0) })
  expect(result.status).toBe('regression')
  expect(found(result, 'breast-cancer', 'speed').status).toBe('passed')
  const speed = found(result, 'wine', 'speed')
  expect(speed).toMatchObject({ status: 'regression', words: 'slower', measured: { rounds: 10 } })
  const measured = 'measured' in speed ? speed.measured : undefined
  expect(measured?.ratio).toBeCloseTo(1.12, 1)
  expect(measured?.interval?.low).toBeGreaterThan(1.05)
  expect(measured?.interval?.level).toBe(0.975)
  expect(headlines(view(result))[0]).toMatch(/^regression: wine: speed: 1\.1\d \(1\.\d+ – 1\.\d+\), slower$/)
})

test('a faster build passes', () => {
  expect(judge({ speed: () => -0.5 }).status).toBe('passed')
})

test('noise leaves the question open, and only --inconclusive pass lets it through', () => {
  const result = judge({}, {}, 0.5)
  expect(result.status).toBe('inconclusive')
  expect(found(result, 'wine', 'speed').words).toMatch(/the base against itself differs by up to \d+/)
  expect([isPassed(view(result)), isPassed(view(result, 'pass'))]).toEqual([false, true])
  expect(headlines(view(result, 'pass'))[0]).toMatch(/^inconclusive, let through by --inconclusive pass: /)
})

test('a wrong build goes before a slower one and names its first differing row', () => {
  const result = judge({
    grade: (dataset) => (dataset === 'wine' ? 'wrong' : 'identical'),
    speed: () => 1,
  })
  expect(result.status).toBe('wrong')
  expect(found(result, 'wine', 'answers')).toMatchObject({
    status: 'wrong',
    wrong: { engine: 'head', place: 'dataset' },
    words: expect.stringMatching(/^wrong in 10 of 10 cells, first at k = 1, euclidean, uniform: row \d+: /),
  })
  expect(found(result, 'wine', 'speed')).toMatchObject({ status: 'inconclusive', measured: undefined })
  expect(found(result, 'breast-cancer', 'speed').status).toBe('regression')
  const [lead, proof] = headlines(view(result))
  expect(lead).toMatch(/^wrong answers: wine: answers: wrong in 10 of 10 cells/)
  expect(proof).toMatch(
    /^ {2}reproduce: knnbench engines verify \.\/new\/engine\.yaml --study gate\.yaml --dataset wine --row \d+$/,
  )
})

test('where the base alone is wrong there is nothing to compare with, which is no fault of the head', () => {
  const result = judge({}, { grade: (dataset) => (dataset === 'wine' ? 'wrong' : 'identical') })
  expect(result.status).toBe('inconclusive')
  expect(found(result, 'wine', 'answers').words).toMatch(/^the base is wrong, .*: row \d+: /)
})

describe('sizes', () => {
  test('that grow beyond what is tolerated are a regression of memory and of nothing else', () => {
    const result = judge({ growth_bytes: 20_000_000 })
    const bad = result.findings.filter(({ status }) => status !== 'passed')
    expect(bad.map(({ check, status }) => [check, status])).toEqual([
      ['memory', 'regression'],
      ['memory', 'regression'],
    ])
    expect(bad[0].words).toBe('larger, the same in every round')
  })

  test('may grow as far as declared', () => {
    const limits = { ...TOLERANCES, memory_share: 0.5 }
    expect(judgeGate(gateResults({ growth_bytes: 20_000_000 }), limits).status).toBe('passed')
  })
})

test('cells that only the base answers are lost', () => {
  const result = judge({
    failure: (dataset, { n_neighbors }) =>
      dataset === 'wine' && n_neighbors === 9
        ? { kind: 'timeout', stage: 'round', message: 'no result within 60 s' }
        : undefined,
  })
  expect(result.status).toBe('regression')
  expect(found(result, 'wine', 'cells').words).toBe(
    'the head lost 2 of 10 cells, first k = 9, euclidean, uniform: timeout (no result within 60 s)',
  )
  expect(found(result, 'breast-cancer', 'cells').status).toBe('passed')
})

test('cells that both builds lose are no regression', () => {
  const failure = () => ({ kind: 'crashed', stage: 'round', message: 'exit 1' }) as const
  const result = judge({ failure }, { failure })
  expect(result.status).toBe('inconclusive')
  expect(found(result, 'wine', 'cells').status).toBe('passed')
})

describe('labels', () => {
  const ledger = withOtherLabels(gateLedger(), { engine: 'head', dataset: 'wine' }, { 3: [4, 9], 5: [2] })

  test('that change are counted exactly', () => {
    const result = judgeGate(resultsOf(ledger), TOLERANCES)
    expect(result.status).toBe('regression')
    expect(found(result, 'wine', 'labels')).toMatchObject({
      status: 'regression',
      words: expect.stringMatching(
        /^other labels in 4 of 10 cells; most: 2 of 36 rows at k = 3, euclidean, uniform/,
      ),
    })
    expect(found(result, 'breast-cancer', 'labels').status).toBe('passed')
  })

  test('and scores may change as far as declared', () => {
    const result = judgeGate(resultsOf(ledger), { ...TOLERANCES, label_share: 0.1, score: 1 })
    expect(result.status).toBe('passed')
    expect(found(result, 'wine', 'labels').words).toMatch(/^other labels in 4 of 10 cells/)
  })

  test('a score that is worse says how', () => {
    const result = judgeGate(resultsOf(ledger), { ...TOLERANCES, label_share: 1 })
    expect(found(result, 'wine', 'scores')).toMatchObject({
      status: 'regression',
      words: expect.stringMatching(/^worse: \S+ [01]\.\d{4} → 0\.\d{4} at k = \d/),
    })
  })
})

test('without a case nothing was measured, and that is no pass', () => {
  const empty = { ...judge(), findings: [] }
  expect(headlines(view(empty))).toEqual(['inconclusive: nothing was measured'])
})
