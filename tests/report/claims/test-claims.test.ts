import { expect, test } from 'vitest'
import { parseClaims } from '../../../src/config/claims-file.ts'
import { claimsTable } from '../../../src/report/claims/claims-table.ts'
import { testClaims } from '../../../src/report/claims/test-claims.ts'
import { fixtureLedger, resultsOf, TWO_CASES } from '../fixtures.ts'

const results = resultsOf(fixtureLedger(TWO_CASES))

function claims(...lines: readonly string[]) {
  const text = [
    'name: c',
    'about: tests',
    'claims:',
    ...lines.map((line, i) => `  - { name: c${i}, text: t, ${line} }`),
  ]
  return parseClaims({ file: 'c.yaml', text: text.join('\n') })
}

function tested(line: string) {
  const [one] = testClaims(claims(line), results)
  return one
}

const TIMES = 'measure: predict, engine: mine, baseline: ts-brute, datasets: [breast-cancer]'

test('on one dataset the rounds decide: mine takes 0.22 of the time', () => {
  const faster = tested(`${TIMES}, direction: lower`)
  expect(faster).toMatchObject({ verdict: 'supported', effect: { unit: 'round', datasets: 1 } })
  expect(faster.effect?.value).toBeCloseTo(Math.exp(-1.5), 2)
  expect(faster.effect?.low).toBeLessThan(faster.effect?.value ?? 0)
  expect(tested(`${TIMES}, direction: higher`).verdict).toBe('contradicted')
  expect(tested(`${TIMES}, direction: lower, size: { at_least: 0.2, at_most: 0.25 }`).verdict).toBe(
    'supported',
  )
  expect(tested(`${TIMES}, size: { at_most: 0.2 }`).verdict).toBe('contradicted')
  expect(tested(`${TIMES}, size: { at_most: 0.2231 }`).verdict).toBe('inconclusive')
})

test('the other way round the ratio is the inverse', () => {
  const [a, b] = ['engine: mine, baseline: ts-brute', 'engine: ts-brute, baseline: mine'].map((sides) =>
    tested(`measure: predict, ${sides}, datasets: [breast-cancer], size: { at_most: 9 }`),
  )
  expect((a.effect?.value ?? 0) * (b.effect?.value ?? 0)).toBeCloseTo(1, 10)
  expect((a.effect?.low ?? 0) * (b.effect?.high ?? 0)).toBeCloseTo(1, 10)
})

test('two engines of which neither is the baseline are no rounds apart, so one dataset is not enough', () => {
  const two = tested(
    'measure: predict, engine: mine, baseline: ts-kd-tree, datasets: [breast-cancer], direction: lower',
  )
  expect([two.verdict, two.reason]).toEqual(['not-testable', 'too few rounds'])
})

test('over datasets the dataset is the unit, so two say little and a wrong answer takes no part', () => {
  const slower = tested('measure: predict, engine: ml-knn, baseline: ts-brute, direction: higher')
  expect(slower.effect).toMatchObject({ unit: 'dataset', datasets: 2 })
  const mine = tested(
    'measure: predict, engine: mine, baseline: ts-brute, datasets: [breast-cancer, wine], direction: lower',
  )
  expect(mine.verdict).toBe('not-testable')
  expect(mine.reason).toMatch(/^wine: /)
})

test('equal answers are a fact and no estimate', () => {
  const same = tested('measure: accuracy, engine: ts-kd-tree, baseline: ts-brute, direction: higher')
  expect(same).toMatchObject({ verdict: 'contradicted', effect: { value: 0, low: 0, high: 0, unit: 'none' } })
  expect(same.reason).toBe('nothing of the interval is as claimed: both give the same, which needs no test')
  const bounded = tested(
    'measure: accuracy, engine: ts-kd-tree, baseline: ts-brute, size: { at_least: -0.01, at_most: 0.01 }',
  )
  expect(bounded.verdict).toBe('supported')
  const disagree = tested(
    'measure: disagreement, engine: ts-kd-tree, baseline: ts-brute, size: { at_least: 0.012 }',
  )
  expect(disagree.verdict).toBe('contradicted')
})

test('what a ledger does not hold is not testable, with the reason', () => {
  expect(tested('measure: accuracy, engine: absent, baseline: ts-brute, direction: higher').reason).toBe(
    'the ledger has no engine absent',
  )
  expect(
    tested('measure: memory, engine: mine, baseline: ts-brute, datasets: [iris], direction: higher').reason,
  ).toBe('iris: not in the ledger')
  expect(tested('measure: rmse, engine: ts-kd-tree, baseline: ts-brute, direction: higher').reason).toContain(
    'an engine has no rmse',
  )
})

test('more claims together need wider intervals', () => {
  const line = `${TIMES}, direction: lower`
  const [alone] = testClaims(claims(line), results)
  const [first] = testClaims(claims(...Array(20).fill(line)), results)
  expect(first.effect?.low).toBeLessThan(alone.effect?.low ?? 0)
  expect(first.effect?.high).toBeGreaterThan(alone.effect?.high ?? 1)
})

/** The same results with another noise of the null arm; undefined where it has none. */
function withNoise(noise_share: number | undefined): typeof results {
  const cases = results.cases.map((one) => {
    const { null_arm } = one.contrasts
    if (null_arm?.kind !== 'compared') throw new Error('the fixture has a null arm')
    return { ...one, contrasts: { ...one.contrasts, null_arm: { ...null_arm, noise_share } } }
  })
  return { ...results, cases }
}

test('noise of the null arm can only make a verdict inconclusive', () => {
  for (const direction of ['lower', 'higher']) {
    const file = claims(`${TIMES}, direction: ${direction}`)
    const noisy = testClaims(file, withNoise(10))[0]
    expect([noisy.verdict, noisy.reason]).toEqual([
      'inconclusive',
      'the null arm differs as much from itself',
    ])
    const unknown = testClaims(file, withNoise(undefined))[0]
    expect([unknown.verdict, unknown.reason]).toEqual(['inconclusive', 'the null arm tells no noise'])
  }
})

test('the table says of how many claims it is', () => {
  const file = claims(`${TIMES}, direction: lower`)
  const { rows, notes, family } = claimsTable(file, testClaims(file, results), 'column')
  expect([rows.length, family]).toEqual([1, '1 claim, α = 0.05 for all together'])
  expect(notes.at(-1)).toBe('1 claim: 1 supported, 0 contradicted, 0 inconclusive, 0 not testable.')
})
