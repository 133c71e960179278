import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { knownNames } from '../../src/cli/known-names.ts'
import { bundledStudies } from '../../src/config/load-study.ts'
import { studyJsonSchema } from '../../src/config/study-json-schema.ts'
import { satisfies } from './json-schema.ts'
import { known } from './known.ts'

const schema = studyJsonSchema(known)
const CONFIGS = join(import.meta.dirname, '../../configs')
const MINIMAL = { name: 'mine', datasets: ['wine'], engines: ['ts-brute'] }

test.each(bundledStudies(CONFIGS))('accepts configs/%s.yaml', (name) => {
  const installed = studyJsonSchema(knownNames())
  expect(satisfies(installed, parse(readFileSync(join(CONFIGS, `${name}.yaml`), 'utf8')))).toBe(true)
})

describe('accepts', () => {
  test.each([
    ['the least study', {}],
    ['overrides of a known dataset', { datasets: [{ name: 'wine', drop: ['hue'] }] }],
    ['a file', { datasets: [{ name: 'c', path: 'c.csv', target: 'y' }] }],
    ['synthetic data', { datasets: [{ name: 'g', synthetic: { n: [10, 20], d: 3 } }] }],
    ['an engine with parameters', { engines: [{ name: 'own', use: 'ml-knn', params: { leaf: 3 } }] }],
    ['a list of parameter values', { engines: [{ name: 'own', use: 'ml-knn', params: { leaf: [1, 2] } }] }],
    ['a number of warm-up calls', { protocol: { warmup: 3, rows: 'all', budget: '1.5h' } }],
    ['metrics with and without a p', { grid: { metric: ['chebyshev', 'minkowski(1.5)'] } }],
    ['named preparations', { prepares: { raw: ['one-hot'] } }],
  ])('%s', (_what, part) => {
    expect(satisfies(schema, { ...MINIMAL, ...part })).toBe(true)
  })

  test('a study that leaves to its base what the base has', () => {
    expect(satisfies(schema, { extends: 'quick', protocol: { rounds: 20 } })).toBe(true)
  })
})

describe('refuses', () => {
  test.each([
    ['an unknown key', { engine: [] }],
    ['an unknown key inside', { grid: { k: [1] } }],
    ['an unknown dataset', { datasets: ['wnie'] }],
    ['an unknown engine', { engines: ['ts-brut'] }],
    ['an unknown metric', { grid: { metric: ['l2'] } }],
    ['a metric without its p', { grid: { metric: ['minkowski'] } }],
    ['a p of another spelling', { grid: { metric: ['minkowski(3.0)'] } }],
    ['an empty list', { grid: { weights: [] } }],
    ['a path without target', { datasets: [{ name: 'c', path: 'c.csv' }] }],
    [
      'a path beside synthetic',
      { datasets: [{ name: 'c', path: 'c', target: 'y', synthetic: { n: 9, d: 1 } }] },
    ],
    ['split beside splits', { split: {}, splits: [{}] }],
    ['prepare beside prepares', { prepare: ['one-hot'], prepares: { a: ['one-hot'] } }],
    ['a duration without unit', { protocol: { timeout: 60 } }],
    ['folds of an unknown kind', { split: { kind: 'k-fold' } }],
    ['folds with a key of a holdout', { split: { kind: 'kfold', test_size: 0.2 } }],
    ['lists in lists of values', { engines: [{ name: 'own', use: 'ml-knn', params: { leaf: [1, [2]] } }] }],
    ['an empty list of values', { engines: [{ name: 'own', use: 'ml-knn', params: { leaf: [] } }] }],
  ])('%s', (_what, part) => {
    expect(satisfies(schema, { ...MINIMAL, ...part })).toBe(false)
  })

  test('a study without engines that extends nothing', () => {
    expect(satisfies(schema, { name: 'mine', datasets: ['wine'] })).toBe(false)
  })
})

test('is marked as draft 7', () => {
  expect(schema.$schema).toBe('http://json-schema.org/draft-07/schema#')
})

test('describes every key and closes every mapping', () => {
  const undescribed: string[] = []
  visit(schema, 'study', (node, path) => {
    if ('properties' in node && node.additionalProperties !== false) undescribed.push(`${path} is open`)
    for (const [key, member] of Object.entries(Object(node.properties ?? {}))) {
      if (!Object(member).description?.endsWith('.')) undescribed.push(`${path}.${key} has no sentence`)
    }
  })
  expect(undescribed).toEqual([])
})

function visit(
  value: unknown,
  path: string,
  act: (node: Record<string, unknown>, path: string) => void,
): void {
  if (typeof value !== 'object' || value === null) return
  if (!Array.isArray(value)) act(Object(value), path)
  for (const [key, member] of Object.entries(value)) visit(member, `${path}.${key}`, act)
}
