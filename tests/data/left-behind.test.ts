import { mkdirSync, readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { prepareCase } from '../../src/data/prepare-case.ts'
import { keepDataset } from '../../src/data/pull-dataset.ts'
import { pulledPath } from '../../src/data/registry.ts'
import { writeRows } from '../../src/data/sample-rows.ts'
import { leftName } from './left-name.ts'
import { registered } from './registered.ts'
import { temporaryFolder } from './temporary-folder.ts'

const wine = {
  entry: { kind: 'named', name: 'wine', overrides: {} },
  split: { kind: 'holdout', test_size: 0.2, stratify: true, seed: 42 },
  prepareName: 'default',
  steps: ['standardize'],
  task: 'classification',
} as const

/** Puts there what a process that was killed leaves. */
function leaveIn(folder: string): void {
  mkdirSync(join(folder, leftName()), { recursive: true })
}

test('storing a case removes what a killed process was writing, beside it and in it', () => {
  const cacheRoot = temporaryFolder()
  leaveIn(join(cacheRoot, 'cases'))
  const prepared = prepareCase({ ...wine, cacheRoot })
  expect(readdirSync(join(cacheRoot, 'cases'))).toEqual([prepared.key])
  leaveIn(prepared.directory)
  writeRows(prepared, Int32Array.of(0, 2), 'two')
  expect(readdirSync(prepared.directory).filter((name) => name.startsWith('.'))).toEqual([])
})

test('keeping a dataset removes what a killed pull was writing', async () => {
  const cacheRoot = temporaryFolder()
  const entry = registered('tiny', 'a,y\n')
  const path = pulledPath(entry, cacheRoot)
  leaveIn(dirname(path))
  const chunks = (async function* () {
    yield Buffer.from('a,y\n')
  })()
  await keepDataset(entry, cacheRoot, { chunks, from: 'test' })
  expect(readdirSync(dirname(path))).toHaveLength(1)
})
