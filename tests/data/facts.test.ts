import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { DatasetEntry, PrepareStep, Split } from '../../src/config/study.ts'
import { datasetFacts } from '../../src/data/facts.ts'
import { loadDataset } from '../../src/data/load-dataset.ts'
import { sha256File } from '../../src/data/npy.ts'
import { temporaryFolder } from './temporary-folder.ts'

const path = join(temporaryFolder(), 'd.csv')
writeFileSync(path, 'a,city,y\n1,u,0\n2,v,1\n3,w,0\n4,u,1\n5,v,0\n')
const entry: DatasetEntry = {
  kind: 'file',
  name: 'd',
  path,
  table: { target: 'y', drop: [], categorical: [], missing: [], positive: '1' },
}
const split: Split = { kind: 'holdout', test_size: 0.4, stratify: true, seed: 1 }
const facts = (steps: readonly PrepareStep[]) =>
  datasetFacts(loadDataset(entry, 'classification'), split, steps)

it('gives rows, classes and the source before anything is prepared', () => {
  expect(facts(['one-hot'])).toEqual({
    name: 'd',
    source_sha256: sha256File(path),
    n: 5,
    n_train: 3,
    n_test: 2,
    n_features: 4,
    classes: ['0', '1'],
    positive: '1',
  })
})

it('counts one level less where the first is dropped', () => {
  expect(facts(['impute-median', 'one-hot-drop-first', 'standardize']).n_features).toBe(3)
})
