import { describe, expect, test } from 'vitest'
import { parseStudy } from '../../src/config/parse-study.ts'
import { studyHash } from '../../src/config/study-hash.ts'
import { known } from './known.ts'

const BASE =
  'datasets: [wine, { name: c, path: c.csv, target: y }]\nengines: [ts-brute, { name: own, manifest: e.yaml }]\n'

function hash(text: string, file = 'mine.yaml'): string {
  return studyHash(parseStudy({ file, text: `${BASE}${text}` }, known))
}

const base = hash('name: a')

test('is 64 hexadecimal digits', () => {
  expect(base).toMatch(/^[0-9a-f]{64}$/)
})

describe('does not change with', () => {
  test.each([
    ['the name', 'name: b'],
    ['defaults written out', 'name: a\ntask: classification\nprotocol: { repeats: 1, min_time: 0.02s }'],
    ['rounds and limits', 'name: a\nprotocol: { rounds: 20, timeout: 5s, max_arm: 1m, budget: 1h }'],
  ])('%s', (_what, text) => {
    expect(hash(text)).toBe(base)
  })

  test('the folder it lies in', () => {
    expect(hash('name: a', 'deep/mine.yaml')).toBe(base)
  })
})

describe('changes with', () => {
  test.each([
    ['the grid', 'name: a\ngrid: { metric: [euclidean] }'],
    ['the split seed', 'name: a\nsplit: { seed: 1 }'],
    ['the preparation', 'name: a\nprepare: [standardize]'],
    ['the baseline', 'name: a\nbaseline: own'],
    ['the warm-up', 'name: a\nprotocol: { warmup: 3 }'],
    ['the level of the verdicts', 'name: a\nanalysis: { alpha: 0.01 }'],
  ])('%s', (_what, text) => {
    expect(hash(text)).not.toBe(base)
  })
})
