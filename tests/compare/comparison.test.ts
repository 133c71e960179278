import { expect, test } from 'vitest'
import { compareSources } from '../../src/compare/comparison.ts'
import { outcomeOf } from '../../src/compare/outcome.ts'
import type { Facts, FoldFacts, Series, Source } from '../../src/compare/source.ts'
import { correctedResampledT } from '../../src/stats/corrected-resampled-t.ts'
import { holm } from '../../src/stats/holm.ts'
import { seriesOf } from './series.ts'

const FACTS: Facts = {
  rows: 100,
  rows_sha256: 'a'.repeat(64),
  prepare: [],
  algorithm: 'brute',
  dtype: 'float64',
  threads: 1,
  ties: 'smallest-label',
}
const FOLDS: readonly FoldFacts[] = [0, 1, 2, 3, 4].map((i) => ({
  n_train: 80,
  n_test: 20,
  test_sha256: String(i).repeat(64),
}))
const BASE = [0.9, 0.92, 0.88, 0.9, 0.91]

const sourceOf = (...series: readonly Series[]): Source => ({
  name: series[0].source,
  kind: 'table',
  series,
  notes: [],
})
const source = (name: string, cells: Parameters<typeof seriesOf>[3], facts = FACTS, folds = FOLDS): Source =>
  sourceOf(seriesOf(name, facts, folds, cells))

test('equal scores are equal, and nothing is tested', () => {
  const cells = [{ k: 5, folds: BASE }]
  const comparison = compareSources([source('a', cells), source('b', cells)], [])
  expect(outcomeOf(comparison)).toBe('equal')
  expect(comparison.pairs[0].cells[0].scores[0].difference).toMatchObject({ kind: 'equal', difference: 0 })
})

test('scores are equal as far as they are printed, and no further', () => {
  const exact = source('a', [{ k: 5, folds: [0.93149] }], FACTS, FOLDS.slice(0, 1))
  const printed = (value: number) =>
    source('b', [{ k: 5, folds: [value], half_unit: 0.0005 }], FACTS, FOLDS.slice(0, 1))
  expect(outcomeOf(compareSources([exact, printed(0.931)], []))).toBe('equal')
  // nothing is unknown, so that any difference at all is one
  expect(outcomeOf(compareSources([exact, printed(0.932)], []))).toBe('differs')
})

test('folds that pair are tested by the corrected resampled t, with Holm over all configurations', () => {
  const shifts = [
    [0.02, 0.03, 0.02, 0.025, 0.03],
    [0.01, -0.01, 0, 0.02, -0.02],
    [0, 0, 0, 0, 0],
  ]
  const first = source(
    'a',
    shifts.map((_, i) => ({ k: i + 1, folds: BASE })),
  )
  const shifted = shifts.map((shift, i) => ({
    k: i + 1,
    folds: BASE.map((value, fold) => value + shift[fold]),
  }))
  const comparison = compareSources([first, source('b', shifted)], [])
  const [pair] = comparison.pairs
  const differences = pair.cells.map(({ scores }) => scores[0].difference)
  const expected = shifts
    .slice(0, 2)
    .map((shift) => correctedResampledT(shift, { n_train: 400, n_test: 100 }, 0.95))
  for (const [i, test] of expected.entries()) {
    if (!test.defined) throw new Error('the reference has a value')
    const { kind, ...rest } = differences[i]
    expect(kind).toBe('tested')
    expect(rest).toMatchObject({ difference: expect.closeTo(test.value.mean, 12) })
    expect('p' in rest && rest.p).toBeCloseTo(test.value.p, 10)
  }
  expect(differences[2].kind).toBe('equal')
  const p = expected.map((test) => (test.defined ? test.value.p : 1))
  const adjusted = holm(p, 3) // what is equal counts in the family
  expect(pair.cells[0].scores[0].p_adjusted).toBeCloseTo(adjusted[0], 10)
  expect(pair.cells[1].scores[0].p_adjusted).toBeCloseTo(adjusted[1], 10)
})

test('forty alike configurations are no more evidence than one', () => {
  const shift = [0.02, 0.03, 0.01, 0.025, 0.03]
  const many = (by: readonly number[], count: number) =>
    Array.from({ length: count }, (_, i) => ({
      k: i + 1,
      folds: BASE.map((value, fold) => value + by[fold]),
    }))
  const overall = (count: number) => {
    const [pair] = compareSources(
      [source('a', many([0, 0, 0, 0, 0], count)), source('b', many(shift, count))],
      [],
    ).pairs
    const [{ difference }] = pair.overall
    return difference.kind === 'tested' ? difference.p : undefined
  }
  expect(overall(40)).toBeCloseTo(overall(1) ?? Number.NaN, 10)
})

test('means that differ and that nobody can test are inconclusive where something is unknown', () => {
  const holdout = FOLDS.slice(0, 1)
  const [first, second] = [
    source('a', [{ k: 5, folds: [0.9] }], FACTS, holdout),
    source('b', [{ k: 5, folds: [0.8] }], { ...FACTS, dtype: undefined }, holdout),
  ]
  expect(outcomeOf(compareSources([first, second], []))).toBe('inconclusive')
})

test('what differs blocks, until it is accepted', () => {
  const [first, second] = [
    source('a', [{ k: 5, folds: BASE }]),
    source('b', [{ k: 5, folds: BASE }], { ...FACTS, dtype: 'float32', threads: 2 }),
  ]
  const blocked = compareSources([first, second], ['dtype'])
  expect([blocked.pairs[0].blocked, blocked.pairs[0].cells, outcomeOf(blocked)]).toEqual([
    ['threads'],
    [],
    'not comparable',
  ])
  expect(outcomeOf(compareSources([first, second], ['dtype', 'threads']))).toBe('equal')
})

test('other splits that are accepted are compared by their means, without p', () => {
  const folds = FOLDS.map((fold) => ({ ...fold, test_sha256: 'f'.repeat(64) }))
  const [first, second] = [
    source('a', [{ k: 5, folds: BASE }]),
    source('b', [{ k: 5, folds: BASE.map((value) => value + 0.01) }], FACTS, folds),
  ]
  const [pair] = compareSources([first, second], ['split']).pairs
  expect(pair.cells[0].scores[0].difference).toMatchObject({
    kind: 'described',
    difference: expect.closeTo(0.01, 12),
  })
})

test('one split has no spread, and no p', () => {
  const [first, second] = [0.9, 0.8].map((value, i) =>
    source(`s${i}`, [{ k: 5, folds: [value] }], FACTS, FOLDS.slice(0, 1)),
  )
  const [pair] = compareSources([first, second], []).pairs
  expect(pair.cells[0].scores[0].difference).toMatchObject({
    kind: 'described',
    reason: 'one split, so nothing is known of the spread between splits',
  })
})

test('folds of unknown size have no p', () => {
  const bare = FOLDS.map(() => ({}))
  const [first, second] = [0, 0.01].map((by, i) =>
    source(`s${i}`, [{ k: 5, folds: BASE.map((value, fold) => value + by * fold) }], FACTS, bare),
  )
  const [pair] = compareSources([first, second], []).pairs
  expect(pair.cells[0].scores[0].difference).toMatchObject({
    kind: 'described',
    reason: 'nobody says how many rows the folds have',
  })
})

test('a missing fold is no mean over the others', () => {
  const [first, second] = [
    source('a', [{ k: 5, folds: BASE }]),
    source('b', [{ k: 5, folds: BASE.slice(1) }]),
  ]
  const [pair] = compareSources([first, second], []).pairs
  expect(pair.cells[0].scores[0].difference).toEqual({
    kind: 'missing',
    reason: 'scored on both sides in 4 of 5 folds',
  })
})

test('labels are compared by row, whatever their order and names', () => {
  const holdout = FOLDS.slice(0, 1)
  const first = seriesOf('a', { ...FACTS, classes: ['no', 'yes'] }, holdout, [
    {
      k: 5,
      folds: [0.75],
      labels: [{ rows: [7, 3, 5, 1], labels: ['no', 'yes', 'yes', 'no'], truth: ['no', 'yes', 'no', 'no'] }],
    },
  ])
  const second = seriesOf('b', { ...FACTS, classes: ['0', '1'] }, holdout, [
    {
      k: 5,
      folds: [0.75],
      labels: [{ rows: [1, 3, 5, 7], labels: ['1.0', '1', '0', '0'], truth: undefined }],
    },
  ])
  const [pair] = compareSources([sourceOf(first), sourceOf(second)], []).pairs
  expect(pair.cells[0].labels).toEqual({
    rows: 4,
    differing: 2,
    first_only: 1,
    second_only: 1,
    test: { first_only: 1, second_only: 1, p: 1 },
  })
})

test('of several series the one that is most alike is compared', () => {
  const cells = [{ k: 5, folds: BASE }]
  const first = sourceOf(
    seriesOf('a', { ...FACTS, algorithm: 'kd_tree' }, FOLDS, cells),
    seriesOf('a', FACTS, FOLDS.slice(0, 1), [{ k: 5, folds: [0.9] }]),
    seriesOf('a', FACTS, FOLDS, cells),
  )
  const { pairs } = compareSources([first, source('b', cells)], [])
  expect(pairs.map((pair) => first.series.indexOf(pair.first))).toEqual([2])
})
