import { join } from 'node:path'
import { expect, test } from 'vitest'
import { bundledStudies, loadStudy } from '../../src/config/load-study.ts'
import { known } from './known.ts'

const root = join(import.meta.dirname, '../..')
const options = { configsDirectory: join(root, 'configs'), known, cwd: root }

test('quick compares seven engines on two small datasets', () => {
  const quick = loadStudy('quick', options).study
  expect(quick.datasets.map(({ name }) => name)).toEqual(['breast-cancer', 'wine'])
  expect(quick.engines.map(({ name }) => name)).toEqual(known.engines)
  expect(quick.baseline).toBe('ts-brute')
})

test('quick covers the whole grid twice, in rounds of 8', () => {
  const { grid, protocol } = loadStudy('quick', options).study
  expect([grid.n_neighbors.length, grid.metric.length, grid.weights.length]).toEqual([10, 2, 2])
  expect(protocol).toMatchObject({
    rounds: 10,
    configurations_per_round: 8,
    warmup: { time_ns: 100_000_000 },
    min_time_ns: 10_000_000,
    seed: 1,
  })
})

test.each(bundledStudies(options.configsDirectory))('%s is named as its file', (name) => {
  expect(loadStudy(name, options).study.name).toBe(name)
})
