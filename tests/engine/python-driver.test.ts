import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readIntegers, readNpy } from '../../src/data/npy.ts'
import { labelsHash } from '../../src/engine/labels.ts'
import { parseManifest } from '../../src/engine/manifest.ts'
import type { Job } from '../../src/engine/protocol.ts'
import { findSetup } from '../../src/runner/setups.ts'
import { order, runEngine } from './engine-process.ts'
import { configuration, TINY_OPTIONS, temporaryFolder, tinyJob } from './tiny-job.ts'
import { ofKind } from './toy-adapter.ts'

const cacheRoot = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'knnbench')
const PYTHON = process.env.KNNBENCH_TEST_PYTHON ?? findSetup('sklearn', cacheRoot)?.interpreter ?? 'python3'
const COMMAND = [PYTHON, '-B', '-s', 'engines/python/driver.py']

const LOCKED = /^scikit-learn==(\S+)/m.exec(
  readFileSync('engines/python/requirements-sklearn.txt', 'utf8'),
)?.[1]
const found = spawnSync(PYTHON, ['-c', 'import sklearn; print(sklearn.__version__)'], { encoding: 'utf8' })
const hasLibrary = found.status === 0
if (!hasLibrary) {
  console.warn(
    `python-driver: skipped, ${PYTHON} has no scikit-learn; set KNNBENCH_TEST_PYTHON to one that has ${LOCKED}`,
  )
}

let folder: ReturnType<typeof temporaryFolder>
beforeAll(() => {
  folder = temporaryFolder()
})
afterAll(() => folder.remove())

const jobFor = (engine: string, changes: Partial<Job> = {}): Job => {
  const job = tinyJob(folder.path, { engine, ...changes })
  return { ...job, data: { ...job.data, X_timed: job.data.X_score } }
}

function manifestOf(engine: string) {
  const file = `engines/${engine}.yaml`
  return parseManifest({ file, text: readFileSync(file, 'utf8') })
}

describe.runIf(hasLibrary)('the Python driver', () => {
  test('sends events in the same order as the Node driver', () => {
    const { code, stderr, events } = runEngine(COMMAND, folder.path, jobFor('sklearn-brute'))
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(order(events)).toEqual([
      'hello',
      'memory hello',
      'loaded',
      'memory load',
      'fit',
      'memory fit',
      'first',
      'sample',
      'sample',
      'memory predict',
      'result',
      'result',
      'neighbors',
      'memory answers',
      'done',
    ])
  })

  test.each([
    ['sklearn-brute', 'norm'],
    ['sklearn-kd-tree', 'difference'],
    ['sklearn-ball-tree', 'difference'],
  ])('%s finds the clusters, hashes the labels that it writes and declares the %s form', (engine, form) => {
    const { events } = runEngine(COMMAND, folder.path, jobFor(engine))
    const written = ofKind(events, 'result').map(({ labels }) => readIntegers(join(folder.path, labels)))
    expect(ofKind(events, 'sample').map(({ labels_sha256 }) => labels_sha256)).toEqual(
      written.map(labelsHash),
    )
    expect([...written[0]]).toEqual([0, 1, 2, 1, 2])
    expect(manifestOf(engine).capabilities.form).toBe(form)
    const { library } = manifestOf(engine)
    expect(ofKind(events, 'hello')[0]).toMatchObject({ library, version: LOCKED, form, flags: ['-B', '-s'] })
  })

  test('writes probabilities of every class and neighbors nearest first', () => {
    const { events } = runEngine(COMMAND, folder.path, jobFor('sklearn-kd-tree', { timed: [], n_classes: 4 }))
    const read = (name: string | null) => readNpy(join(folder.path, name ?? ''))
    const [result] = ofKind(events, 'result')
    const [neighbors] = ofKind(events, 'neighbors')
    // The fourth class has no training row; its column is there and empty.
    expect(read(result.probabilities)).toMatchObject({ dtype: '<f8', shape: [5, 4] })
    expect([...read(result.probabilities).data.slice(0, 4)]).toEqual([1, 0, 0, 0])
    expect(read(neighbors.indices)).toMatchObject({ dtype: '<i4', shape: [5, 3] })
    expect(Number(read(neighbors.distances).data[0])).toBeCloseTo(Math.sqrt(0.32), 12)
  })

  test('changes weights and n_neighbors without another fit', () => {
    const configurations = [configuration(3), configuration(3, 'euclidean', 'distance'), configuration(1)]
    const timed = [{ metric: 'euclidean', first: configuration(3), configurations }]
    const { events } = runEngine(COMMAND, folder.path, jobFor('sklearn-brute', { timed, untimed: null }))
    expect(ofKind(events, 'fit')).toHaveLength(1)
    expect(ofKind(events, 'sample').map((sample) => sample.configuration)).toEqual(configurations)
  })

  test('names what it cannot do and runs the rest', () => {
    const configurations = [configuration(13), configuration(12)]
    const untimed = { configurations, neighbors: [] }
    const { code, events } = runEngine(COMMAND, folder.path, jobFor('sklearn-brute', { timed: [], untimed }))
    expect(code).toBe(0)
    expect(ofKind(events, 'failed')).toEqual([
      {
        event: 'failed',
        kind: 'unsupported',
        message: 'k=13 > n_train=12',
        configuration: configurations[0],
      },
    ])
    expect(ofKind(events, 'result').map((result) => result.configuration)).toEqual([configurations[1]])
  })

  test('times one-row calls, searches and probabilities where asked', () => {
    const options = { ...TINY_OPTIONS, mode: 'single' as const, time_proba: true, time_search: true }
    const job = jobFor('sklearn-kd-tree', { protocol_options: options, untimed: null })
    const { events } = runEngine(COMMAND, folder.path, job)
    const [single] = ofKind(events, 'sample')
    expect(single.count).toBeGreaterThanOrEqual(1000)
    expect(single.percentiles).toBeDefined()
    expect(ofKind(events, 'sample').map(({ kind }) => kind)).toEqual(['predict', 'predict', 'proba', 'proba'])
    expect(ofKind(events, 'search').map(({ n_neighbors }) => n_neighbors)).toEqual([3, 1])
  })

  test('refuses parameters that the algorithm does not have, cell by cell', () => {
    const { events } = runEngine(
      COMMAND,
      folder.path,
      jobFor('sklearn-brute', { params: { leaf_size: 3 }, timed: [] }),
    )
    expect(ofKind(events, 'failed')[0]).toMatchObject({
      kind: 'error',
      message: 'ValueError: unknown parameter "leaf_size"; allowed: none',
    })
  })

  test.each([
    ['protocol', { protocol: 2 }, 'protocol is 2; allowed: 1'],
    ['task', { task: 'ranking' }, "task is 'ranking'; allowed: classification, regression"],
    ['timed', { timed: [{ metric: 'euclidean' }] }, 'timed.0.first is missing'],
    [
      'engine',
      { engine: 'sklearn' },
      'no adapter is named "sklearn"; there are sklearn-brute, sklearn-kd-tree, sklearn-ball-tree',
    ],
  ])('refuses a job with a wrong %s with exit code 2 and one line', (_, change, message) => {
    const { code, stderr, events } = runEngine(COMMAND, folder.path, {
      ...jobFor('sklearn-brute'),
      ...change,
    })
    expect({ code, events }).toEqual({ code: 2, events: [] })
    expect(stderr.trimEnd().split('\n')).toHaveLength(1)
    expect(stderr).toContain(message)
  })
})
