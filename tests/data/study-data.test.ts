import { createHash } from 'node:crypto'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import type { Matrix } from '../../src/data/matrix.ts'
import { readIntegers, readMatrix } from '../../src/data/npy.ts'
import { prepareCase } from '../../src/data/prepare-case.ts'
import { expectClose } from './close.ts'
import { packed } from './fixture-splits.ts'

interface Summary {
  readonly sha256: string
  readonly target: string
  readonly drop: readonly string[]
  readonly features: readonly string[]
  readonly shape_train: readonly number[]
  readonly shape_test: readonly number[]
  readonly train_index_sha256: string
  readonly test_index_sha256: string
  readonly y_train_sha256: string
  readonly y_test_sha256: string
  readonly test_means: readonly number[]
  readonly X_train_sha256: string
  readonly X_test_sha256: string
}

/** The study's files are not part of the project; what scikit-learn makes of them is stored as summaries. */
const folder = resolve('../shared/datasets')
const summaries: { readonly datasets: Readonly<Record<string, Summary>> } = JSON.parse(
  readFileSync('tests/fixtures/data/study-data.json', 'utf8'),
)

describe.each(Object.entries(summaries.datasets))('%s prepared as by scikit-learn', (name, expected) => {
  const path = join(folder, `${name}.csv`)
  const cacheRoot = mkdtempSync(join(tmpdir(), 'knnbench-study-data-'))
  afterAll(() => rmSync(cacheRoot, { recursive: true }))

  it('has the same rows, labels and numbers, to the last bit', ({ skip }) => {
    if (!existsSync(path)) skip(`${path} is not there`)
    const prepared = prepareCase({
      entry: {
        kind: 'file',
        name,
        path,
        table: { target: expected.target, drop: expected.drop, categorical: [], missing: [] },
      },
      split: { kind: 'holdout', test_size: 0.2, stratify: true, seed: 42 },
      prepareName: 'default',
      steps: ['impute-median', 'one-hot-drop-first', 'standardize'],
      task: 'classification',
      cacheRoot,
    })
    const X_train = readMatrix(join(prepared.directory, 'X_train.npy'))
    const X_test = readMatrix(join(prepared.directory, 'X_test.npy'))
    const integers = (file: string) => packed(readIntegers(join(prepared.directory, file)))

    expect(prepared.hashes.source).toBe(expected.sha256)
    expect(prepared.features).toEqual(expected.features)
    expect([X_train.rows, X_train.columns]).toEqual(expected.shape_train)
    expect([X_test.rows, X_test.columns]).toEqual(expected.shape_test)
    expect(integers('train_index.npy')).toBe(expected.train_index_sha256)
    expect(integers('test_index.npy')).toBe(expected.test_index_sha256)
    expect(integers('y_train.npy')).toBe(expected.y_train_sha256)
    expect(integers('y_test.npy')).toBe(expected.y_test_sha256)
    // The means say by how much, should the bits differ.
    const means = expected.test_means.map((_, j) => {
      return (
        X_test.values.reduce((sum, value, at) => sum + (at % X_test.columns === j ? value : 0), 0) /
        X_test.rows
      )
    })
    expectClose(means, expected.test_means)
    expect(bits(X_train)).toBe(expected.X_train_sha256)
    expect(bits(X_test)).toBe(expected.X_test_sha256)
  })
})

function bits({ values }: Matrix): string {
  return createHash('sha256').update(values).digest('hex')
}
