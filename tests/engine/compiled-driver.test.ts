import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readIntegers, readNpy, writeNpy } from '../../src/data/npy.ts'
import { toolVersion } from '../../src/engine/package-version.ts'
import type { Job } from '../../src/engine/protocol.ts'
import { builtEngines } from './built-engine.ts'
import { DRIVER_CASES, facts } from './driver-cases.ts'
import { order, runEngine } from './engine-process.ts'
import { configuration, TINY_OPTIONS, temporaryFolder, tinyJob } from './tiny-job.ts'
import { ofKind } from './toy-adapter.ts'

const ENGINES = builtEngines(['c', 'go'])
const NODE = [process.execPath, '--expose-gc', 'dist/engine/main.js']

let folder: ReturnType<typeof temporaryFolder>
beforeAll(() => {
  folder = temporaryFolder()
})
afterAll(() => folder.remove())

describe.skipIf(ENGINES.length === 0).each(ENGINES)('the driver of $name', ({ name, program }) => {
  const run = (job: object) => runEngine([program], folder.path, job)
  const jobFor = (changes: Partial<Job> = {}): Job => tinyJob(folder.path, { engine: name, ...changes })

  test.each(DRIVER_CASES)('tells of %s what the Node driver tells, event by event', (_, changes) => {
    const job = jobFor(changes)
    const told = run(job)
    expect({ code: told.code, stderr: told.stderr }).toEqual({ code: 0, stderr: '' })
    const { events } = runEngine(NODE, folder.path, { ...job, engine: 'ts-brute' })
    expect(facts(told.events)).toEqual(facts(events))
  })

  test('says hello as what was built', () => {
    const [hello] = ofKind(run(jobFor()).events, 'hello')
    const expected = {
      engine: name,
      library: 'knnbench',
      version: toolVersion(),
      dtype: 'float64',
      threads: 1,
    }
    expect(hello).toMatchObject(expected)
    expect(hello.runtime).toMatch(/^(gcc|clang|go1)[ .]\d+/)
  })

  test('regression is not offered', () => {
    const failed = ofKind(run(jobFor({ task: 'regression' })).events, 'failed')
    expect(new Set(failed.map(({ kind, message }) => `${kind}: ${message}`))).toEqual(
      new Set(['unsupported: task=regression is not offered']),
    )
  })

  test('neighbors are true distances, nearest first', () => {
    const [{ indices, distances }] = ofKind(run(jobFor()).events, 'neighbors')
    expect([...readIntegers(join(folder.path, indices)).subarray(0, 3)]).toEqual([0, 1, 2])
    const read = readNpy(join(folder.path, distances))
    expect(read).toMatchObject({ dtype: '<f8', shape: [5, 3] })
    expect(read.data[0]).toBe(Math.sqrt(0.4 * 0.4 + 0.4 * 0.4))
  })

  test('a path of any letters is read, escaped or not', () => {
    const job = jobFor()
    const file = join(folder.path, 'ä"\\\u0007🙂.npy')
    writeNpy(file, { shape: [12], data: readIntegers(job.data.y_train) })
    expect(run({ ...job, data: { ...job.data, y_train: file } }).code).toBe(0)
  })

  test('one-row calls tell percentiles that rise, of at least a thousand calls', () => {
    const job = jobFor({ untimed: null, protocol_options: { ...TINY_OPTIONS, mode: 'single' } })
    const [{ count, percentiles }] = ofKind(run(job).events, 'sample')
    expect(count).toBeGreaterThanOrEqual(1000)
    const { p50_ns = -1, p95_ns = -1, p99_ns = -1 } = percentiles ?? {}
    expect([p50_ns, p95_ns, p99_ns]).toEqual([p50_ns, p95_ns, p99_ns].toSorted((a, b) => a - b))
  })

  test.each([
    ['protocol', { protocol: 2 }, 'protocol'],
    ['task', { task: 'ranking' }, 'task'],
    ['timed', { timed: [{ metric: 'euclidean' }] }, 'first'],
    ['key', { more: 1 }, 'more'],
    ['count', { threads: 0 }, 'threads'],
    ['warm-up', { protocol_options: { ...TINY_OPTIONS, warmup: { hours: 1 } } }, 'hours'],
  ])('refuses a job with a wrong %s with exit code 2 and one line', (_, change, message) => {
    const { code, stderr, events } = run({ ...jobFor(), ...change })
    expect({ code, events }).toEqual({ code: 2, events: [] })
    expect(stderr.trimEnd().split('\n')).toHaveLength(1)
    expect(stderr).toContain(message)
  })

  test('data that cannot be read, or is not what it says, ends the job with a failure and exit code 1', () => {
    const job = jobFor()
    const cut = join(folder.path, 'cut.npy')
    writeNpy(cut, { shape: [12], data: Float64Array.from({ length: 12 }) })
    for (const X_train of [join(folder.path, 'missing.npy'), job.data.y_train, cut]) {
      const { code, events } = run({ ...job, data: { ...job.data, X_train } })
      expect([code, order(events)]).toEqual([1, ['hello', 'memory hello', 'failed']])
      expect(ofKind(events, 'failed')[0].message).toContain(X_train)
    }
  })

  test('a configuration of too many neighbors fails alone', () => {
    const configurations = [configuration(13), configuration(1)]
    const job = jobFor({ timed: [], untimed: { configurations, neighbors: [] } })
    const { events } = run(job)
    expect(ofKind(events, 'failed')).toMatchObject([{ kind: 'unsupported', message: 'k=13 > n_train=12' }])
    expect(ofKind(events, 'result')).toHaveLength(1)
  })
})
