import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { loadDataset as loadFrom } from '../../src/data/load-dataset.ts'
import { chunksOf, keepDataset } from '../../src/data/pull-dataset.ts'
import { datasetNames, pulledPath, readRegistry, registryFile } from '../../src/data/registry.ts'
import { loadDataset } from './load-dataset.ts'
import { registered } from './registered.ts'
import { temporaryFolder } from './temporary-folder.ts'

const bundled = readRegistry().filter((entry) => entry.origin === 'bundled')
const toPull = readRegistry().filter((entry) => entry.origin === 'registered')

describe.each(bundled)('$name', (entry) => {
  it('has the rows, features and target that the registry gives', () => {
    const dataset = loadDataset({ kind: 'named', name: entry.name, overrides: {} }, entry.task)
    expect([dataset.n, dataset.columns.length, dataset.target.name]).toEqual([
      entry.rows,
      entry.features,
      entry.target,
    ])
    expect(dataset.source_sha256).toBe(entry.sha256)
  })

  it('has snake_case columns', () => {
    const { columns } = loadDataset({ kind: 'named', name: entry.name, overrides: {} }, entry.task)
    expect(columns.filter(({ name }) => !/^[a-z0-9]+(_[a-z0-9]+)*$/.test(name))).toEqual([])
  })
})

describe('the registry', () => {
  it('lists the bundled datasets, the registered ones and the twins', () => {
    expect(datasetNames()).toEqual([
      'breast-cancer',
      'wine',
      'digits',
      'iris',
      'diabetes-progression',
      'social-network-ads',
      'bank-churn',
      'spotify-churn',
      'loan-approval',
      'pima-diabetes',
      'twin-social',
      'twin-bank',
      'twin-spotify',
      'twin-loan',
      'twin-pima',
    ])
  })

  it('names both hashes and its own line where a file was changed', () => {
    const wine = bundled.find(({ name }) => name === 'wine')
    if (wine === undefined) throw new Error('wine is not registered')
    const path = join(temporaryFolder(), 'wine.csv')
    writeFileSync(path, 'changed')
    expect(() => registryFile({ ...wine, path }, '')).toThrow(
      'datasets/registry.yaml:18:11: wine has sha256 d67e2e944994496c8d8ec76eed0cf9f09679448d584b532bebf941852a37f5ed, ' +
        `the registry says ${wine.sha256}.`,
    )
  })
})

describe('a registered dataset', () => {
  const cacheRoot = temporaryFolder()

  it('that is not pulled is an error with the command', () => {
    expect(() => loadDataset({ kind: 'named', name: 'bank-churn', overrides: {} }, 'classification')).toThrow(
      'bank-churn is registered but not pulled. Fetch with: knnbench datasets pull bank-churn',
    )
  })

  it('that was changed after the pull is an error with the command', () => {
    const entry = registered('tiny', 'a,y\n1,0\n')
    mkdirSync(dirname(pulledPath(entry, cacheRoot)), { recursive: true })
    writeFileSync(pulledPath(entry, cacheRoot), 'changed')
    expect(() => registryFile(entry, cacheRoot)).toThrow(/Fetch it again with: knnbench datasets pull tiny$/)
  })

  it.each(toPull)('$name comes over https only, with a licence line and its bytes', ({ pull, license }) => {
    expect(pull.url).toMatch(/^https:/)
    expect(license).not.toBe('')
    expect(pull.bytes).toBeGreaterThan(0)
  })
})

/** The files are not part of the project. */
describe.each(toPull)('$name, where its file is there', (entry) => {
  const cacheRoot = temporaryFolder()
  const path = resolve('../shared/datasets', `${entry.name}.csv`)

  it('has the rows, features, target and positive class that the registry gives', async ({ skip }) => {
    if (!existsSync(path)) skip(`${path} is not there`)
    await keepDataset(entry, cacheRoot, { chunks: chunksOf(path), from: path })
    const dataset = loadFrom({ kind: 'named', name: entry.name, overrides: {} }, entry.task, cacheRoot)
    const { n, columns, target, positive, source_sha256 } = dataset
    expect([n, columns.length, target.name, positive, source_sha256]).toEqual([
      entry.rows,
      entry.features,
      entry.target,
      entry.positive,
      entry.sha256,
    ])
  })
})
