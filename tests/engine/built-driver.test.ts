import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readIntegers, readNpy } from '../../src/data/npy.ts'
import { ADAPTERS } from '../../src/engine/adapters/index.ts'
import { labelsHash } from '../../src/engine/labels.ts'
import type { Job } from '../../src/engine/protocol.ts'
import { order, runEngine } from './engine-process.ts'
import { TINY_OPTIONS, temporaryFolder, tinyJob } from './tiny-job.ts'
import { ofKind } from './toy-adapter.ts'

const NODE = [process.execPath, '--expose-gc', 'dist/engine/main.js']
const FIXTURES = 'tests/fixtures/engines'

let folder: ReturnType<typeof temporaryFolder>
beforeAll(() => {
  folder = temporaryFolder()
})
afterAll(() => folder.remove())

/** Times the very rows that it scores, so that hashes and result files can be compared. */
function jobFor(engine: string, changes: Partial<Job> = {}): Job {
  const job = tinyJob(folder.path, { engine, ...changes })
  return { ...job, data: { ...job.data, X_timed: job.data.X_score } }
}

describe.each(Object.keys(ADAPTERS))('%s as a process', (engine) => {
  test('speaks the protocol, ends well and hashes the labels that it writes', () => {
    const job = jobFor(engine, { fit_depends_on: engine === 'ml-knn' ? ['n_neighbors'] : [] })
    const { code, events, stderr } = runEngine(NODE, folder.path, job)
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(events[0]).toMatchObject({ event: 'hello', engine, flags: ['--expose-gc'] })
    expect(events.at(-1)).toEqual({ event: 'done' })
    expect(ofKind(events, 'failed')).toEqual([])
    const written = ofKind(events, 'result').map(({ labels }) =>
      labelsHash(readIntegers(join(folder.path, labels))),
    )
    expect(ofKind(events, 'sample').map(({ labels_sha256 }) => labels_sha256)).toEqual(written)
  })

  test('finds the classes of three clear clusters', () => {
    const { events } = runEngine(NODE, folder.path, jobFor(engine, { timed: [] }))
    const { labels } = ofKind(events, 'result')[0]
    expect([...readIntegers(join(folder.path, labels))]).toEqual([0, 1, 2, 1, 2])
  })
})

test('ml-knn is fitted again for each k and tells it', () => {
  const job = jobFor('ml-knn', { fit_depends_on: ['n_neighbors'], untimed: null })
  const { events } = runEngine(NODE, folder.path, job)
  expect(order(events)).toEqual([
    'hello',
    'memory hello',
    'loaded',
    'memory load',
    'fit',
    'memory fit',
    'first',
    'warm',
    'sample',
    'memory predict',
    'fit',
    'memory fit',
    'sample',
    'memory predict',
    'done',
  ])
})

test('neighbors are written nearest first with true distances', () => {
  const { events } = runEngine(NODE, folder.path, jobFor('ts-kdtree', { timed: [] }))
  const [{ indices, distances }] = ofKind(events, 'neighbors')
  expect([...readIntegers(join(folder.path, indices)).subarray(0, 3)]).toEqual([0, 1, 2])
  // (0.4, 0.5) to (0, 0.1): sqrt(0.32)
  expect(readNpy(join(folder.path, distances)).data[0]).toBeCloseTo(Math.sqrt(0.32), 12)
})

test('mode single times one-row calls in the real process too', () => {
  const job = jobFor('ts-brute', { untimed: null, protocol_options: { ...TINY_OPTIONS, mode: 'single' } })
  const [sample] = ofKind(runEngine(NODE, folder.path, job).events, 'sample')
  expect(sample.count).toBeGreaterThanOrEqual(1000)
  expect(sample.percentiles).toBeDefined()
})

describe('a job that cannot be run', () => {
  test('is refused with exit code 2 and one line', () => {
    const { code, stderr, events } = runEngine(NODE, folder.path, { ...jobFor('ts-brute'), protocol: 2 })
    expect({ code, events }).toEqual({ code: 2, events: [] })
    expect(stderr.trimEnd().split('\n')).toHaveLength(1)
    expect(stderr).toContain('job.json: protocol: ')
  })

  test('for an engine that does not exist names those that do', () => {
    const { code, stderr } = runEngine(NODE, folder.path, jobFor('ts-brut'))
    expect(code).toBe(2)
    expect(stderr).toContain('Did you mean "ts-brute"?')
  })

  test('without a way to collect garbage says how to start', () => {
    const { code, stderr } = runEngine(
      [process.execPath, 'dist/engine/main.js'],
      folder.path,
      jobFor('ts-brute'),
    )
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: 'garbage cannot be collected between configurations. Start node with --expose-gc\n',
    })
  })

  test('for want of data fails as a whole, without done', () => {
    const job = jobFor('ts-brute')
    const { code, events } = runEngine(NODE, folder.path, {
      ...job,
      data: { ...job.data, X_train: '/nowhere.npy' },
    })
    expect(code).toBe(1)
    expect(events.at(-1)).toMatchObject({ event: 'failed', kind: 'error' })
    expect(events.at(-1)).not.toHaveProperty('configuration')
  })
})

describe.each(['wrong-vote', 'k-plus-one', 'skips-feature'])('the fixture engine %s', (engine) => {
  test('speaks the protocol and differs from the right answers', () => {
    const command = [process.execPath, '--expose-gc', join(FIXTURES, `${engine}.mjs`)]
    const job = jobFor(engine, { timed: [], untimed: contestedAnswers() })
    const answers = (words: string[], used: Job) => {
      const { code, events } = runEngine(words, folder.path, used)
      expect(code).toBe(0)
      return ofKind(events, 'result').flatMap(({ labels }) => [...readIntegers(join(folder.path, labels))])
    }
    expect(answers(command, job)).not.toEqual(answers(NODE, { ...job, engine: 'ts-brute' }))
  })
})

/** Neighborhoods that reach into other clusters, where each of the mistakes shows. */
function contestedAnswers(): Job['untimed'] {
  const configurations = [4, 5, 7, 8, 9].map((n_neighbors) => ({
    n_neighbors,
    metric: 'euclidean',
    weights: 'uniform' as const,
  }))
  return { configurations, neighbors: [] }
}
