import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readIntegers, readNpy, writeNpy } from '../../src/data/npy.ts'
import { toolVersion } from '../../src/engine/package-version.ts'
import type { Job } from '../../src/engine/protocol.ts'
import { DRIVER_CASES, facts } from './driver-cases.ts'
import { order, runEngine } from './engine-process.ts'
import { hasRust, RUST_PROGRAM } from './rust-engine.ts'
import { configuration, temporaryFolder, tinyJob } from './tiny-job.ts'
import { ofKind } from './toy-adapter.ts'

if (!hasRust)
  console.warn('SKIPPED: the Rust driver (no setup; needs cargo, then: knnbench engines setup rust)')

let folder: ReturnType<typeof temporaryFolder>
beforeAll(() => {
  folder = temporaryFolder()
})
afterAll(() => folder.remove())

const rust = (job: object) => runEngine([RUST_PROGRAM], folder.path, job)
const node = (job: Job) =>
  runEngine([process.execPath, '--expose-gc', 'dist/engine/main.js'], folder.path, {
    ...job,
    engine: job.engine.replace('rust', 'ts'),
  })
const jobFor = (engine: string, changes: Partial<Job> = {}): Job =>
  tinyJob(folder.path, { engine, ...changes })

const both = [configuration(3), configuration(1), configuration(12, 'euclidean', 'distance')]
const untimed = { configurations: both, neighbors: [{ metric: 'euclidean', n_neighbors: 12 }] }
describe.runIf(hasRust)('the Rust driver', () => {
  test.each([...DRIVER_CASES, ['regression', { task: 'regression' }] as const])(
    'tells of %s what the Node driver tells, event by event',
    (_, changes) => {
      const job = jobFor('rust-brute', changes)
      const told = rust(job)
      expect({ code: told.code, stderr: told.stderr }).toEqual({ code: 0, stderr: '' })
      expect(facts(told.events)).toEqual(facts(node(job).events))
    },
  )

  test('says hello as what was built', () => {
    const [hello] = ofKind(rust(jobFor('rust-brute')).events, 'hello')
    expect(hello).toMatchObject({ library: 'knnbench', version: toolVersion(), dtype: 'float64', threads: 1 })
    expect(hello.runtime).toMatch(/^rustc 1\.\d+\.\d+$/)
  })

  test('a library is told in the version of the lock file', () => {
    const lock = readFileSync('engines/rust/Cargo.lock', 'utf8')
    for (const [engine, library] of [
      ['kiddo', 'kiddo'],
      ['linfa-kdtree', 'linfa-nn'],
      ['smartcore-linear', 'smartcore'],
    ]) {
      const [hello] = ofKind(rust(jobFor(engine)).events, 'hello')
      expect(lock).toContain(`name = "${hello.library}"\nversion = "${hello.version}"\n`)
      expect(hello.library).toBe(library)
    }
  })

  test('several threads give the same answers', () => {
    for (const engine of ['rust-brute', 'rust-kdtree', 'rust-balltree', 'rust-simd-parallel', 'kiddo']) {
      const answers = [1, 2].map((threads) => {
        const { events } = rust(jobFor(engine, { threads, untimed }))
        const [{ indices }] = ofKind(events, 'neighbors')
        return [
          ...readIntegers(join(folder.path, indices)),
          ...ofKind(events, 'sample').map((one) => one.labels_sha256),
        ]
      })
      expect(answers[1]).toEqual(answers[0])
    }
  })

  test('kiddo refuses a number of features that it is not compiled for, and names those it is', () => {
    const [rows, columns] = [3, 33]
    const job = jobFor('kiddo', { timed: [], untimed: { ...untimed, configurations: [configuration(1)] } })
    for (const file of [job.data.X_train, job.data.X_timed, job.data.X_score])
      writeNpy(file, { shape: [rows, columns], data: new Float64Array(rows * columns) })
    writeNpy(job.data.y_train, { shape: [rows], data: Int32Array.of(0, 1, 2) })
    const [{ kind, message }] = ofKind(rust(job).events, 'failed')
    expect([kind, message]).toEqual([
      'unsupported',
      expect.stringContaining('n_features=33: kiddo is compiled'),
    ])
  })

  test('neighbors are true distances, nearest first', () => {
    const [{ distances }] = ofKind(rust(jobFor('rust-kdtree', { untimed })).events, 'neighbors')
    const read = readNpy(join(folder.path, distances))
    expect(read).toMatchObject({ dtype: '<f8', shape: [5, 12] })
    expect(read.data[0]).toBe(Math.sqrt(0.4 * 0.4 + 0.4 * 0.4))
  })

  test.each([
    ['protocol', { protocol: 2 }, 'protocol is 2; allowed: 1'],
    ['task', { task: 'ranking' }, 'unknown variant `ranking`, expected `classification` or `regression`'],
    ['timed', { timed: [{ metric: 'euclidean' }] }, 'missing field `first`'],
    [
      'engine',
      { engine: 'rust' },
      'no adapter is named "rust"; there are rust-naive, rust-brute, rust-kdtree',
    ],
  ])('refuses a job with a wrong %s with exit code 2 and one line', (_, change, message) => {
    const { code, stderr, events } = rust({ ...jobFor('rust-brute'), ...change })
    expect({ code, events }).toEqual({ code: 2, events: [] })
    expect(stderr.trimEnd().split('\n')).toHaveLength(1)
    expect(stderr).toContain(message)
  })

  test('data that cannot be read ends the job with a failure and exit code 1', () => {
    const job = jobFor('rust-brute')
    const { code, events } = rust({
      ...job,
      data: { ...job.data, X_train: join(folder.path, 'missing.npy') },
    })
    expect([code, order(events)]).toEqual([1, ['hello', 'memory hello', 'failed']])
  })
})
