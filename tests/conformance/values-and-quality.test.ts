import { afterAll, describe, expect, it, test } from 'vitest'
import { askRefusal } from '../../src/conformance/ask-refusal.ts'
import { agreementCases } from '../../src/conformance/cases/agreement-cases.ts'
import { valueCases, valueEdgeCases, valueRefusalCases } from '../../src/conformance/cases/value-cases.ts'
import { checkData } from '../../src/conformance/check-data.ts'
import { checkValues } from '../../src/conformance/check-values.ts'
import { checkQuality, type QualityCell } from '../../src/conformance/quality.ts'
import { bundledEngine, fixtureEngine, testHost } from './fixture-engine.ts'

describe('of engines that predict numbers the suite finds', () => {
  const place = testHost()
  afterAll(place.remove)

  it('who is right, on ties, duplicates with other numbers and at the limits', async () => {
    const engine = bundledEngine('ts-kdtree')
    for (const one of valueCases().filter(({ name }) => /^(ties|contradictions)/.test(name)))
      expect(await checkValues(engine, one, 'ordinary', place.host)).toMatchObject({
        step: 'regression',
        status: 'right',
      })
    for (const one of valueEdgeCases())
      expect(await checkValues(engine, one, 'edges', place.host)).toMatchObject({ status: 'right' })
    const [beyond] = valueRefusalCases()
    const refused = await askRefusal(engine, beyond, place.host)
    expect(refused).toMatchObject({ name: 'k>n, numbers', status: 'right' })
  })

  it('who leaves out a feature, with the row and what it should be', async () => {
    const found = fixtureEngine('skips-feature', place.folder)
    const tasks = ['classification', 'regression'] as const
    const capabilities = { ...found.manifest.capabilities, tasks: [...tasks] }
    const engine = { ...found, manifest: { ...found.manifest, capabilities } }
    const [random] = valueCases()
    const check = await checkValues(engine, random, 'ordinary', place.host)
    expect(check.status).toBe('wrong')
    expect(check.notes[0]).toMatch(/^wrong, first at k=\d euclidean (uniform|distance): row \d+: /)
  })
})

describe('of approximate engines the suite finds', () => {
  const place = testHost()
  afterAll(place.remove)

  it('how near they come, which is far above chance', async () => {
    const [random] = agreementCases()
    const { check, approximate } = await checkData('agrees', bundledEngine('ts-hnsw'), random, place.host)
    expect(check.status).toBe('right')
    expect(check.quality?.recall).toBeGreaterThan(0.9)
    expect(check.quality?.recall).toBeLessThanOrEqual(1)
    expect(check.notes.join()).toContain('(over ')
    for (const one of checkQuality(approximate))
      expect(one).toMatchObject({ step: 'quality', status: 'right' })
  })
})

const cell = (recall: number, metric = 'euclidean'): QualityCell => ({
  metric,
  chance: 0.1,
  quality: { recall, distance_ratio: undefined, distance_ratio_rows: 0, label_agreement: 0.5 },
})

test.each([
  ['chance', [0.1, 0.1], 'wrong'],
  ['a little below half-way to 1', [0.5, 0.59], 'wrong'],
  ['half-way to 1', [0.5, 0.61], 'right'],
  ['everything', [1, 1], 'right'],
])('recall of %s', (_, recalls, status) => {
  const [first] = checkQuality(recalls.map((recall) => cell(recall)))
  expect(first).toMatchObject({ name: 'euclidean', status, quality: { cells: 2, distance_ratio: null } })
})

test('one metric that is broken is found beside others that are not', () => {
  const checks = checkQuality([cell(1), cell(0.1, 'manhattan'), cell(1), cell(0.2, 'manhattan')])
  expect(checks.map(({ name, status }) => [name, status])).toEqual([
    ['euclidean', 'right'],
    ['manhattan', 'wrong'],
  ])
  expect(checkQuality([])).toEqual([])
})
