import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Matrix } from '../../src/data/matrix.ts'
import { readIntegers, readNpy } from '../../src/data/npy.ts'
import { runDriver } from '../../src/engine/driver.ts'
import { labelsHash } from '../../src/engine/labels.ts'
import type { Job } from '../../src/engine/protocol.ts'
import { withPulse } from '../../src/engine/pulse.ts'
import { configuration, TINY_OPTIONS, temporaryFolder, tinyJob } from './tiny-job.ts'
import { drive, labelsByK, ofKind, toyAdapter } from './toy-adapter.ts'

let folder: ReturnType<typeof temporaryFolder>
beforeEach(() => {
  folder = temporaryFolder()
})
afterEach(() => folder.remove())

const timedOnly = { untimed: null }
const answersOnly = { timed: [] }

describe('a regression', () => {
  const regressor = (answer: (rows: number) => ArrayLike<number>) => ({
    ...toyAdapter(),
    fitRegressor: (_: Matrix, y: Float64Array) => ({
      predict: (X: Matrix) => (y instanceof Float64Array ? answer(X.rows) : []),
    }),
  })

  test('is answered in float64, and hashed by its bits', () => {
    const adapter = regressor((rows) => Array.from({ length: rows }, (_, i) => i + 0.1))
    const events = drive(adapter, tinyJob(folder.path, { task: 'regression' }))
    const values = (rows: number) => Float64Array.from({ length: rows }, (_, i) => i + 0.1)
    const [first] = ofKind(events, 'result')
    expect(first.probabilities).toBeNull()
    expect(readNpy(join(folder.path, first.labels)).data).toEqual(values(5))
    expect(ofKind(events, 'sample')[0].labels_sha256).toBe(labelsHash(values(3)))
    expect(events.at(-1)).toEqual({ event: 'done' })
  })

  test.each([
    ['too few numbers', () => [1], 'predict returned 1 values for 3 rows'],
    ['no number', () => [1, Number.NaN, 2], 'predict returned NaN for row 1, not a finite number'],
  ])('with %s fails', (_, answer, message) => {
    const events = drive(regressor(answer), tinyJob(folder.path, { ...timedOnly, task: 'regression' }))
    expect(ofKind(events, 'failed')[0]?.message).toBe(message)
  })
})

describe('the flow of a job', () => {
  test('events come in the order of the protocol', () => {
    const events = drive(toyAdapter(), tinyJob(folder.path))
    expect(events.map((event) => ('phase' in event ? `memory ${event.phase}` : event.event))).toEqual([
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
    ])
  })

  test('hello says which library ran, how it computes and in what', () => {
    const [hello] = ofKind(drive(toyAdapter(), tinyJob(folder.path, timedOnly)), 'hello')
    expect(hello).toMatchObject({
      engine: 'ts-brute',
      library: 'toy',
      version: '1.2.3',
      form: 'difference',
      threads: 1,
    })
    expect(hello.runtime).toBe(`node ${process.versions.node}`)
  })

  test('one fit serves all configurations of a metric, the first prediction and the warm-up included', () => {
    const adapter = toyAdapter()
    drive(adapter, tinyJob(folder.path, timedOnly))
    expect(adapter.calls).toEqual([
      'fit euclidean k=3',
      'predict k=3 rows=3',
      'predict k=3 rows=3',
      'predict k=3 rows=3',
      'predict k=1 rows=3',
    ])
  })

  test('each metric is fitted again, in the order of the job', () => {
    const block = (metric: string) => ({
      metric,
      first: configuration(3, metric),
      configurations: [configuration(3, metric)],
    })
    const job = tinyJob(folder.path, { ...timedOnly, timed: [block('manhattan'), block('euclidean')] })
    const events = drive(toyAdapter(), job)
    expect(ofKind(events, 'fit').map(({ metric }) => metric)).toEqual(['manhattan', 'euclidean'])
    expect(ofKind(events, 'first').map(({ metric }) => metric)).toEqual(['manhattan', 'euclidean'])
  })

  test('a parameter of fit_depends_on costs another fit, told with its value', () => {
    const adapter = toyAdapter()
    const events = drive(adapter, tinyJob(folder.path, { ...timedOnly, fit_depends_on: ['n_neighbors'] }))
    expect(ofKind(events, 'fit').map(({ detail }) => detail)).toEqual(['n_neighbors=3', 'n_neighbors=1'])
    expect(adapter.calls.filter((call) => call.startsWith('fit'))).toEqual([
      'fit euclidean k=3',
      'fit euclidean k=1',
    ])
  })

  test('no fit but the first falls into the memory of predictions, and each is followed by a warm-up', () => {
    const adapter = toyAdapter()
    const told: string[] = []
    const voice = withPulse((event) => {
      told.push(
        ...adapter.calls.splice(0).map((call) => call.replace(' euclidean', '').replace(' rows=3', '')),
      )
      told.push(event.event === 'memory' ? `memory ${event.phase}` : event.event)
    }, Number.POSITIVE_INFINITY)
    runDriver(adapter, tinyJob(folder.path, { ...timedOnly, fit_depends_on: ['n_neighbors'] }), voice)
    expect(told.slice(told.indexOf('fit k=3'))).toEqual([
      ...['fit k=3', 'fit', 'memory fit', 'predict k=3', 'first', 'predict k=3', 'warm'],
      ...['predict k=3', 'sample', 'memory predict'],
      ...['fit k=1', 'fit', 'memory fit', 'predict k=1', 'predict k=1', 'sample', 'memory predict', 'done'],
    ])
  })

  test('repeats give that many samples of each configuration, in the order of the job', () => {
    const job = tinyJob(folder.path, { ...timedOnly, protocol_options: { ...TINY_OPTIONS, repeats: 2 } })
    const samples = ofKind(drive(toyAdapter(), job), 'sample')
    expect(samples.map((sample) => sample.configuration.n_neighbors)).toEqual([3, 3, 1, 1])
  })

  test('a sample carries the hash of its labels', () => {
    const samples = ofKind(drive(toyAdapter(), tinyJob(folder.path, timedOnly)), 'sample')
    const expected = [3, 1].map((k) => labelsHash(new Int32Array(3).fill(k % 3)))
    expect(samples.map((sample) => sample.labels_sha256)).toEqual(expected)
  })
})

describe('what is timed on request', () => {
  test('a search is timed once per metric and n_neighbors, not for every configuration', () => {
    const adapter = { ...toyAdapter(), weights: ['uniform', 'distance'] as const }
    const configurations = [configuration(3), configuration(3, 'euclidean', 'distance'), configuration(1)]
    const job = tinyJob(folder.path, {
      ...timedOnly,
      protocol_options: { ...TINY_OPTIONS, time_search: true },
      timed: [{ metric: 'euclidean', first: configuration(3), configurations }],
    })
    expect(ofKind(drive(adapter, job), 'search').map(({ n_neighbors }) => n_neighbors)).toEqual([3, 1])
  })

  test('probabilities are timed for every configuration, after the memory of the predictions was read', () => {
    const job = tinyJob(folder.path, {
      ...timedOnly,
      protocol_options: { ...TINY_OPTIONS, time_proba: true },
    })
    const kinds = drive(toyAdapter(), job)
      .map((event) =>
        event.event === 'sample' ? event.kind : event.event === 'memory' ? event.phase : undefined,
      )
      .filter((kind) => kind !== undefined)
    expect(kinds).toEqual(['hello', 'load', 'fit', 'predict', 'predict', 'predict', 'proba', 'proba'])
  })

  test('mode single times at least 1,000 calls of one row and gives ordered percentiles', () => {
    const adapter = toyAdapter()
    const job = tinyJob(folder.path, { ...timedOnly, protocol_options: { ...TINY_OPTIONS, mode: 'single' } })
    const [sample] = ofKind(drive(adapter, job), 'sample')
    const { p50_ns, p95_ns, p99_ns } = sample.percentiles ?? { p50_ns: -1, p95_ns: -2, p99_ns: -3 }
    expect(sample.count).toBeGreaterThanOrEqual(1000)
    expect(p50_ns <= p95_ns && p95_ns <= p99_ns).toBe(true)
    expect(adapter.calls).not.toContain('predict k=3 rows=3')
  })

  test('mode single hashes the labels of all timed rows, as mode batch does', () => {
    const byFirstFeature = toyAdapter(({ rows, columns, values }) =>
      Array.from({ length: rows }, (_, i) => (values[i * columns] > 5 ? 2 : 0)),
    )
    const hashes = (['batch', 'single'] as const).map((mode) => {
      const job = tinyJob(folder.path, { ...timedOnly, protocol_options: { ...TINY_OPTIONS, mode } })
      return ofKind(drive(byFirstFeature, job), 'sample')[0].labels_sha256
    })
    expect(hashes).toEqual([labelsHash(Int32Array.of(0, 2, 0)), labelsHash(Int32Array.of(0, 2, 0))])
  })
})

describe('a sign of life', () => {
  /** Calls of the library and events, in order, where every pulse is told. */
  function trace(changes: Partial<Job>): string[] {
    const adapter = toyAdapter()
    const told: string[] = []
    const job = tinyJob(folder.path, changes)
    const voice = withPulse(({ event }) => {
      told.push(...adapter.calls.splice(0).map((call) => call.split(' ')[0]), event)
    }, 0)
    runDriver(adapter, job, voice)
    return told.slice(told.indexOf('loaded') + 2) // after the memory of the load
  }

  test('follows every prediction of warm-up and sample', () => {
    const options = { ...TINY_OPTIONS, warmup: { calls: 2 } }
    const timed = [{ metric: 'euclidean', first: configuration(3), configurations: [configuration(3)] }]
    expect(trace({ ...timedOnly, timed, protocol_options: options })).toEqual([
      ...['fit', 'fit', 'memory', 'predict', 'first'],
      ...['predict', 'alive', 'predict', 'alive', 'warm', 'predict', 'alive', 'sample', 'memory', 'done'],
    ])
  })

  test('follows every call of mode single, of a search and of probabilities', () => {
    const options = { ...TINY_OPTIONS, mode: 'single' as const, time_proba: true, time_search: true }
    const timed = [{ metric: 'euclidean', first: configuration(3), configurations: [configuration(3)] }]
    const told = trace({ ...timedOnly, timed, protocol_options: options })
    const calls = told.filter((what) => ['predict', 'predictProba', 'neighbors'].includes(what))
    expect(calls).toHaveLength(1 + 1 + 1000 + 1 + 1) // the first one is told by `first`
    expect(told.filter((what) => what === 'alive')).toHaveLength(calls.length - 1)
    expect(told.join(' ')).not.toMatch(/(predict|predictProba|neighbors) (predict|predictProba|neighbors)/)
  })

  test('follows every fit and prediction of the untimed pass that no result tells', () => {
    expect(trace({ ...answersOnly, untimed: { configurations: [configuration(3)], neighbors: [] } })).toEqual(
      [...['alive', 'fit', 'alive', 'predict', 'alive', 'predictProba', 'alive', 'result', 'memory', 'done']],
    )
  })
})

describe('the untimed pass', () => {
  test('labels, probabilities and neighbors are files of the protocol, with the shapes of the scored rows', () => {
    const events = drive(toyAdapter(), tinyJob(folder.path, answersOnly))
    const [result] = ofKind(events, 'result')
    const [neighbors] = ofKind(events, 'neighbors')
    const read = (name: string) => readNpy(join(folder.path, name))
    expect(readIntegers(join(folder.path, result.labels))).toEqual(new Int32Array(5))
    expect(read(result.probabilities ?? '')).toMatchObject({ dtype: '<f8', shape: [5, 3] })
    expect(read(neighbors.indices)).toMatchObject({ dtype: '<i4', shape: [5, 3] })
    expect(read(neighbors.distances)).toMatchObject({ dtype: '<f8', shape: [5, 3] })
  })

  test('metrics that alternate cost one fit each', () => {
    const adapter = toyAdapter()
    const configurations = [
      configuration(1),
      configuration(1, 'manhattan'),
      configuration(3),
      configuration(3, 'manhattan'),
    ]
    const neighbors = ['euclidean', 'manhattan'].map((metric) => ({ metric, n_neighbors: 3 }))
    drive(adapter, tinyJob(folder.path, { ...answersOnly, untimed: { configurations, neighbors } }))
    expect(adapter.calls.filter((call) => call.startsWith('fit'))).toEqual([
      'fit euclidean k=1',
      'fit manhattan k=1',
    ])
  })

  test('nothing is written when the job asks for no answers', () => {
    const events = drive(toyAdapter(), tinyJob(folder.path, timedOnly))
    expect(ofKind(events, 'result')).toEqual([])
    expect(ofKind(events, 'memory').map(({ phase }) => phase)).not.toContain('answers')
  })
})

describe('what fails', () => {
  test('configurations the engine cannot do are named once, with the reason, and the others run', () => {
    const unsupported = [configuration(3, 'euclidean', 'distance'), configuration(13)]
    const all = [...unsupported, configuration(12)]
    const job = tinyJob(folder.path, {
      timed: [{ metric: 'euclidean', first: configuration(3), configurations: all }],
      untimed: { configurations: all, neighbors: [] },
    })
    const events = drive(toyAdapter(), job)
    expect(ofKind(events, 'failed')).toEqual([
      {
        event: 'failed',
        kind: 'unsupported',
        message: 'weights=distance is not offered',
        configuration: all[0],
      },
      { event: 'failed', kind: 'unsupported', message: 'k=13 > n_train=12', configuration: all[1] },
    ])
    expect(ofKind(events, 'sample').map((sample) => sample.configuration)).toEqual([all[2]])
    expect(ofKind(events, 'result').map((result) => result.configuration)).toEqual([all[2]])
  })

  test('a metric the engine lacks is not fitted', () => {
    const adapter = toyAdapter()
    const cosine = configuration(3, 'cosine')
    const timed = [{ metric: 'cosine', first: cosine, configurations: [cosine] }]
    const events = drive(adapter, tinyJob(folder.path, { ...timedOnly, timed }))
    expect(ofKind(events, 'failed')[0].message).toBe('metric=cosine is not offered')
    expect(adapter.calls).toEqual([])
  })

  test('regression is not offered by an engine without a regressor', () => {
    const events = drive(toyAdapter(), tinyJob(folder.path, { ...timedOnly, task: 'regression' }))
    expect(ofKind(events, 'failed').map(({ message }) => message)).toEqual(
      Array(2).fill('task=regression is not offered'),
    )
  })

  test('an exception fails its configuration only, and is not tried again', () => {
    const adapter = toyAdapter((X, options) => {
      if (options.n_neighbors === 1) throw new Error('one is the loneliest number')
      return labelsByK(X, options)
    })
    const events = drive(adapter, tinyJob(folder.path))
    expect(ofKind(events, 'failed')).toEqual([
      {
        event: 'failed',
        kind: 'error',
        message: 'one is the loneliest number',
        configuration: configuration(1),
      },
    ])
    expect(ofKind(events, 'result').map((result) => result.configuration.n_neighbors)).toEqual([3])
    expect(adapter.calls.filter((call) => call.startsWith('predict k=1'))).toHaveLength(1)
    expect(events.at(-1)).toEqual({ event: 'done' })
  })

  test('a typed array that the system refuses is out-of-memory', () => {
    const adapter = toyAdapter(() => {
      throw new RangeError('Array buffer allocation failed')
    })
    const kinds = ofKind(drive(adapter, tinyJob(folder.path, timedOnly)), 'failed').map(({ kind }) => kind)
    expect(kinds).toEqual(['out-of-memory', 'out-of-memory'])
  })

  test('a fit that throws fails every configuration of its metric, and is tried once', () => {
    let fits = 0
    const adapter = {
      ...toyAdapter(),
      fit() {
        fits++
        throw new Error('no tree today')
      },
    }
    const events = drive(adapter, tinyJob(folder.path, timedOnly))
    expect(ofKind(events, 'failed').map(({ message }) => message)).toEqual(['no tree today', 'no tree today'])
    expect(fits).toBe(1)
  })

  test('labels of the wrong number are an error, not a result', () => {
    const events = drive(
      toyAdapter(() => [0]),
      tinyJob(folder.path, answersOnly),
    )
    expect(ofKind(events, 'failed')[0].message).toBe('predict returned 1 labels for 5 rows')
    expect(ofKind(events, 'result')).toEqual([])
  })

  describe('beside the labels is told as that part, and the labels stand', () => {
    const withoutNeighbors = (): ReturnType<typeof toyAdapter> => {
      const adapter = toyAdapter()
      return {
        ...adapter,
        fit: (...all) => ({
          ...adapter.fit(...all),
          neighbors() {
            throw new Error('nobody is near')
          },
        }),
      }
    }

    test('in the untimed pass', () => {
      const events = drive(withoutNeighbors(), tinyJob(folder.path, answersOnly))
      expect(ofKind(events, 'failed')).toEqual([
        {
          event: 'failed',
          kind: 'error',
          message: 'nobody is near',
          configuration: configuration(3),
          part: 'neighbors',
        },
      ])
      expect(ofKind(events, 'result')).toHaveLength(2)
    })

    test('and not asked for where no labels came', () => {
      const adapter = toyAdapter(() => {
        throw new Error('no')
      })
      const events = drive(adapter, tinyJob(folder.path, answersOnly))
      expect(ofKind(events, 'failed').map(({ part }) => part)).toEqual([undefined, undefined])
      expect(adapter.calls).not.toContain('neighbors k=3')
    })

    test('in timed searches', () => {
      const options = { ...TINY_OPTIONS, time_search: true }
      const events = drive(
        withoutNeighbors(),
        tinyJob(folder.path, { ...timedOnly, protocol_options: options }),
      )
      expect(ofKind(events, 'failed').map(({ part }) => part)).toEqual(['search', 'search'])
      expect(ofKind(events, 'sample')).toHaveLength(2)
    })
  })

  test('a first configuration that the engine cannot do is replaced for the warm-up and has no event', () => {
    const adapter = toyAdapter()
    const first = configuration(3, 'euclidean', 'distance')
    const timed = [{ metric: 'euclidean', first, configurations: [configuration(1)] }]
    const events = drive(adapter, tinyJob(folder.path, { ...timedOnly, timed }))
    expect(ofKind(events, 'first')).toEqual([])
    expect(ofKind(events, 'failed')).toEqual([])
    expect(adapter.calls).toEqual(['fit euclidean k=1', ...Array(3).fill('predict k=1 rows=3')])
  })
})
