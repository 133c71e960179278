import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readIntegers, readNpy } from '../../src/data/npy.ts'
import { labelsHash } from '../../src/engine/labels.ts'
import { parseManifest } from '../../src/engine/manifest.ts'
import type { EngineEvent, Job } from '../../src/engine/protocol.ts'
import { findSetup } from '../../src/runner/setups.ts'
import { order, runEngine } from './engine-process.ts'
import { configuration, TINY_OPTIONS, temporaryFolder, tinyJob } from './tiny-job.ts'
import { ofKind } from './toy-adapter.ts'

const cacheRoot = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'knnbench')
const PYTHON = process.env.KNNBENCH_TEST_PYTHON ?? findSetup('sklearn', cacheRoot)?.program ?? 'python3'
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

const ORDER = [
  'hello',
  'memory hello',
  'loaded',
  'memory load',
  'fit',
  'memory fit',
  'first',
  'warm',
  'sample',
  'sample',
  'memory predict',
  'result',
  'result',
  'neighbors',
  'memory answers',
  'done',
]

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

const BEATS = `
import sys
sys.path.insert(0, "engines/python")
from events import Events
from timing import measure_batch, warm_up

events = Events(1, 0)
call = lambda: events.emit("call")
warm_up(call, {"calls": 2}, events.pulse)
measure_batch(call, 2, 0, events.pulse)
quiet = Events(1, 10**18)
warm_up(lambda: quiet.emit("call"), {"calls": 2}, quiet.pulse)
`

test('the Python driver has a pulse after every call of warm-ups and samples, and says so as often as it is told', () => {
  const { stdout, stderr } = spawnSync('python3', ['-B', '-c', BEATS], { encoding: 'utf8' })
  expect(stderr).toBe('')
  const told = stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line).event)
  expect(told).toEqual([...Array(4).fill(['call', 'alive']).flat(), 'call', 'call'])
})

describe.runIf(hasLibrary)('the Python driver', () => {
  test.each([
    ['sklearn-brute', 'norm'],
    ['sklearn-kd-tree', 'difference'],
  ])('%s sends what the Node driver sends, declares the %s form and finds the clusters', (engine, form) => {
    const { code, stderr, events } = runEngine(COMMAND, folder.path, jobFor(engine))
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(order(events)).toEqual(ORDER)
    const { library, capabilities } = manifestOf(engine)
    expect(capabilities.form).toBe(form)
    expect(events[0]).toMatchObject({ event: 'hello', library, version: LOCKED, form, flags: ['-B', '-s'] })
    const written = ofKind(events, 'result').map(({ labels }) => readIntegers(join(folder.path, labels)))
    expect([...written[0]]).toEqual([0, 1, 2, 1, 2])
    expect(ofKind(events, 'sample').map(({ labels_sha256 }) => labels_sha256)).toEqual(
      written.map(labelsHash),
    )
  })

  describe('on a job with two weights, a k beyond n_train and a class without rows', () => {
    const possible = [configuration(3), configuration(3, 'euclidean', 'distance'), configuration(12)]
    const configurations = [configuration(13), ...possible]
    let events: readonly EngineEvent[] = []
    beforeAll(() => {
      const timed = [{ metric: 'euclidean', first: configuration(3), configurations }]
      const untimed = { configurations, neighbors: [{ metric: 'euclidean', n_neighbors: 12 }] }
      events = runEngine(
        COMMAND,
        folder.path,
        jobFor('sklearn-kd-tree', { timed, untimed, n_classes: 4 }),
      ).events
    })
    const read = (name: string | null) => readNpy(join(folder.path, name ?? ''))

    test('changes weights and n_neighbors without another fit', () => {
      expect(ofKind(events, 'fit')).toHaveLength(1)
      expect(ofKind(events, 'sample').map((sample) => sample.configuration)).toEqual(possible)
    })

    test('names what it cannot do once and runs the rest', () => {
      expect(ofKind(events, 'failed')).toEqual([
        {
          event: 'failed',
          kind: 'unsupported',
          message: 'k=13 > n_train=12',
          configuration: configurations[0],
        },
      ])
      expect(ofKind(events, 'result').map((result) => result.configuration)).toEqual(possible)
    })

    test('gives the class without training rows a column of zeros', () => {
      const { shape, data } = read(ofKind(events, 'result')[0].probabilities)
      expect(shape).toEqual([5, 4])
      expect([...data.slice(0, 8)]).toEqual([1, 0, 0, 0, 0, 1, 0, 0])
    })

    test('writes neighbors nearest first, with true distances', () => {
      const [{ indices, distances }] = ofKind(events, 'neighbors')
      expect(read(indices)).toMatchObject({ dtype: '<i4', shape: [5, 12] })
      expect(read(distances)).toMatchObject({ dtype: '<f8', shape: [5, 12] })
      // (0.4, 0.5) to (0, 0.1)
      expect(Number(read(distances).data[0])).toBeCloseTo(Math.sqrt(0.32), 12)
    })
  })

  test('times one-row calls, searches and probabilities where asked', () => {
    const options = { ...TINY_OPTIONS, mode: 'single' as const, time_proba: true, time_search: true }
    const timed = [
      {
        metric: 'manhattan',
        first: configuration(3, 'manhattan'),
        configurations: [configuration(3, 'manhattan')],
      },
    ]
    const job = jobFor('sklearn-kd-tree', { protocol_options: options, timed, untimed: null })
    const { events } = runEngine(COMMAND, folder.path, job)
    const [single, proba] = ofKind(events, 'sample')
    expect(single.count).toBeGreaterThanOrEqual(1000)
    expect(single.percentiles).toBeDefined()
    expect(proba).toMatchObject({ kind: 'proba', count: 1 })
    expect(ofKind(events, 'search')).toMatchObject([{ metric: 'manhattan', n_neighbors: 3, count: 1 }])
  })

  test('gives every fit memory phases of its own', () => {
    const job = jobFor('sklearn-kd-tree', { fit_depends_on: ['n_neighbors'], untimed: null })
    const { events } = runEngine(COMMAND, folder.path, job)
    expect(order(events).slice(4)).toEqual([
      ...['fit', 'memory fit', 'first', 'warm', 'sample', 'memory predict'],
      ...['fit', 'memory fit', 'sample', 'memory predict', 'done'],
    ])
  })

  test('records with each fit what algorithm=auto chose', () => {
    const configurations = [configuration(3), configuration(12)]
    const timed = [{ metric: 'euclidean', first: configuration(3), configurations }]
    const job = jobFor('sklearn-auto', { fit_depends_on: ['n_neighbors'], timed, untimed: null })
    const fits = ofKind(runEngine(COMMAND, folder.path, job).events, 'fit')
    expect(fits.map(({ detail }) => detail)).toEqual([
      'n_neighbors=3 algorithm=kd_tree',
      'n_neighbors=12 algorithm=brute',
    ])
  })

  test('refuses parameters that the algorithm does not have, cell by cell', () => {
    const job = jobFor('sklearn-brute', { params: { leaf_size: 3 }, timed: [] })
    const messages = ofKind(runEngine(COMMAND, folder.path, job).events, 'failed').map(
      ({ message }) => message,
    )
    expect(messages).toEqual(Array(2).fill('ValueError: unknown parameter "leaf_size"; allowed: none'))
  })

  test.each([
    ['protocol', { protocol: 2 }, 'protocol is 2; allowed: 1'],
    ['task', { task: 'ranking' }, "task is 'ranking'; allowed: classification, regression"],
    ['timed', { timed: [{ metric: 'euclidean' }] }, 'timed.0.first is missing'],
    [
      'engine',
      { engine: 'sklearn' },
      'no adapter is named "sklearn"; there are sklearn-brute, sklearn-kd-tree, ',
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
