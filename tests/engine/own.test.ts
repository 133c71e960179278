import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readIntegers } from '../../src/data/npy.ts'
import { type EngineRun, runEngine } from './engine-process.ts'
import { temporaryFolder, tinyJob } from './tiny-job.ts'
import { ofKind } from './toy-adapter.ts'

let folder: ReturnType<typeof temporaryFolder>
beforeAll(() => {
  folder = temporaryFolder()
})
afterAll(() => folder.remove())

/** Runs the file of an engine outside the installation, whose fit gives `model`. */
function runOwn(model: string, exported = 'default'): EngineRun {
  const file = join(folder.path, 'engine.mjs')
  const facts = `library: 'mine', version: '1', dtype: 'float64', form: 'difference', metrics: ['euclidean'], weights: ['uniform']`
  const text = `const engine = { ${facts}, convert: (X) => X, fit: () => (${model}) }\nexport { engine as ${exported} }\n`
  writeFileSync(file, text)
  const command = [process.execPath, '--expose-gc', 'dist/engine/own.js', file]
  return runEngine(command, folder.path, tinyJob(folder.path, { engine: 'mine', timed: [] }))
}

const SEARCH = `neighbors: (X, k) => ({
  indices: Int32Array.from({ length: X.rows * k }, (_, i) => i % k), distances: new Float64Array(X.rows * k).fill(1) })`

test('a library that only searches gets our vote, and one that votes keeps its own', () => {
  const labels = (model: string): number[] => {
    const [{ labels }] = ofKind(runOwn(model).events, 'result')
    return [...readIntegers(join(folder.path, labels))]
  }
  expect(labels(`{ ${SEARCH} }`)).toEqual([0, 0, 0, 0, 0])
  expect(labels(`{ ${SEARCH}, predict: (X) => new Int32Array(X.rows).fill(2) }`)).toEqual([2, 2, 2, 2, 2])
})

test('a model that can do neither is a failure of its cells', () => {
  const [{ kind, message }] = ofKind(runOwn('{}').events, 'failed')
  expect([kind, message]).toEqual([
    'error',
    expect.stringContaining('fit gives neither predict nor neighbors'),
  ])
})

test('a file that exports no engine is refused with what to do', () => {
  const { code, stderr } = runOwn('{}', 'other')
  expect(code).toBe(2)
  expect(stderr).toContain('engine.mjs: exports no engine by default. Begin one with: knnbench engines new')
})
