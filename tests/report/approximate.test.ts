import { describe, expect, test } from 'vitest'
import { PICTURE_NAMES, PICTURES } from '../../src/report/pictures/index.ts'
import { recallCurves } from '../../src/report/recall-points.ts'
import type { Table } from '../../src/report/table.ts'
import { TABLE_NAMES, TABLES, type TableName } from '../../src/report/tables/index.ts'
import { APPROXIMATE, fixtureLedger, resultsOf } from './fixtures.ts'

const results = resultsOf(fixtureLedger(APPROXIMATE))
const NAMES = APPROXIMATE.engines.flatMap(({ engine, recall }) => (recall === undefined ? [] : [engine]))

/** What is told of every engine, by itself. */
const OF_EVERY_ENGINE: readonly TableName[] = [
  'recall',
  'answers',
  'phases',
  'latency',
  'cells',
  'failures',
  'samples',
]

function namedIn({ rows, notes, family = '' }: Table): string[] {
  const text = JSON.stringify([rows, notes, family])
  return NAMES.filter((name) => text.includes(name))
}

describe('approximate engines', () => {
  test.each(TABLE_NAMES)('stand in table %s only if it ranks and compares nothing', (name) => {
    const expected = OF_EVERY_ENGINE.includes(name) ? NAMES : []
    const found = namedIn(TABLES[name].make(results))
    expect(found).toEqual(name === 'failures' ? ['silent-ef_search-10'] : expected)
  })

  test.each(PICTURE_NAMES)('stand in picture %s only if it is theirs', (name) => {
    const picture = PICTURES[name].make(results)
    const found = picture.kind === 'drawn' ? namedIn(picture.data) : []
    expect(found).toEqual(name === 'recall-throughput' ? NAMES.slice(0, 5) : [])
  })

  test('are in no family of comparisons', () => {
    for (const { contrasts } of results.cases)
      expect(contrasts.engines.map(({ engine }) => engine)).toEqual(['ts-kd-tree'])
    expect(results.plan?.family_size).toBe(2)
  })
})

test('a curve is in the order of recall, with the fronts of all and of each library', () => {
  const [curve] = recallCurves(results.cases[0], results)
  expect(curve.points.map(({ arm, front }) => [arm.engine, front])).toEqual([
    ['hnsw-ef_search-10', 'overall'],
    ['hnsw-ef_search-50', 'overall'],
    ['hnsw-ef_search-200', 'overall'],
    ['annoy-ef_search-10', 'family'],
    ['annoy-ef_search-50', 'overall'],
    ['silent-ef_search-10', undefined],
  ])
  expect(curve.points[1]).toMatchObject({ family: 'hnsw', params: 'ef_search = 50', speed: { rounds: 4 } })
  expect(curve.baseline?.per_second).toBeGreaterThan(0)
})

test('a throughput is that of the timed rows at the geometric mean time, with the ends of its interval around', () => {
  const [{ points }] = recallCurves(results.cases[0], results)
  const { arm, cell, speed } = points[0]
  if (cell.status !== 'measured' || speed?.per_second_95 === undefined) throw new Error('not measured')
  expect(speed.per_second / (100 / (cell.times.predict_ns / 1e9))).toBeCloseTo(1, 1)
  expect(speed.per_second_95.low).toBeLessThan(speed.per_second)
  expect(speed.per_second_95.high).toBeGreaterThan(speed.per_second)
  expect(speed.rounds).toBe(arm.blocks.length)
})

test('no time is shown of an approximate engine that tells no neighbors, nor of a wrong one', () => {
  for (const one of results.cases) {
    const silent = recallCurves(one, results).flatMap(({ points }) =>
      points.filter(({ arm }) => arm.engine.startsWith('silent')),
    )
    expect(silent).toHaveLength(2)
    for (const { quality, speed, front } of silent) expect({ quality, speed, front }).toEqual({})
  }
})

test('cells have recall_at_k of approximate engines alone', () => {
  const { columns, rows } = TABLES.cells.make(results)
  const [engine, recall] = ['engine', 'recall_at_k'].map((key) => columns.findIndex((one) => one.key === key))
  const withRecall = rows.filter((row) => row[recall].kind === 'number').map((row) => row[engine])
  expect(new Set(withRecall.map((cell) => (cell.kind === 'text' ? cell.text : '')))).toEqual(
    new Set(NAMES.slice(0, 5)),
  )
})
