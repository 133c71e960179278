import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { loadDataset } from '../../src/data/load-dataset.ts'
import { checkHash, datasetNames, readRegistry } from '../../src/data/registry.ts'
import { temporaryFolder } from './temporary-folder.ts'

describe.each(readRegistry())('$name', (entry) => {
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
  it('lists the bundled datasets and the twins', () => {
    expect(datasetNames()).toEqual([
      'breast-cancer',
      'wine',
      'digits',
      'iris',
      'diabetes-progression',
      'twin-social',
      'twin-bank',
      'twin-spotify',
      'twin-loan',
      'twin-pima',
    ])
  })

  it('names both hashes and its own line where a file was changed', () => {
    const wine = readRegistry().find(({ name }) => name === 'wine')
    if (wine === undefined) throw new Error('wine is not registered')
    const path = join(temporaryFolder(), 'wine.csv')
    writeFileSync(path, 'changed')
    expect(() => checkHash({ ...wine, path })).toThrow(
      'datasets/registry.yaml:17:11: wine has sha256 d67e2e944994496c8d8ec76eed0cf9f09679448d584b532bebf941852a37f5ed, ' +
        `the registry says ${wine.sha256}.`,
    )
  })
})
