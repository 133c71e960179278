import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTeam } from '../../src/engine/helper-threads.ts'
import { fitNeighbors, type NeighborTable } from '../../src/knn/neighbor-model.ts'
import { compileKernels, type Kernels } from '../../src/knn/wasm/kernels.ts'
import { matrix, seeded } from '../knn/matrices.ts'
import { builtKernels } from '../knn/wasm/kernels.ts'
import { runEngine } from './engine-process.ts'
import { configuration, temporaryFolder, tinyJob } from './tiny-job.ts'
import { ofKind } from './toy-adapter.ts'

const KERNELS = builtKernels()
const SHARED = sharedKernels()

function sharedKernels(): Kernels {
  const kernels = compileKernels(readFileSync('dist/knn/kernels-shared.wasm'))
  if (kernels === undefined) throw new Error('WebAssembly without vectors or threads')
  return kernels
}

/** Rows of few different values, so that many are equally far from each other. */
function rows(n: number, d: number, seed: number) {
  const random = seeded(seed)
  return matrix(
    d,
    Array.from({ length: n }, () => Array.from({ length: d }, () => Math.floor(random() * 12))),
  )
}

function bytes({ indices, distances }: NeighborTable): string {
  return [indices, distances].map(({ buffer }) => Buffer.from(buffer).toString('base64')).join()
}

/** More pairs than are searched by one thread alone. */
const X = rows(3000, 5, 1)
const queries = rows(1001, 5, 2)

function options(kernels: Parameters<typeof fitNeighbors>[1]['kernels'], metric: 'euclidean' | 'manhattan') {
  return { algorithm: 'wasm', metric, kernels } as const
}

describe.each([1, 2, 3])('a team of %i', (threads) => {
  test.each(['euclidean', 'manhattan'] as const)(
    'finds what one thread finds, to the bit, %s',
    async (metric) => {
      const team = await startTeam(SHARED, threads)
      expect(team.helpers).toBe(threads - 1)
      const together = fitNeighbors(X, options(team, metric))
      const alone = fitNeighbors(X, options(KERNELS, metric))
      for (const k of [1, 51]) expect(together(queries, k, 'any')).toEqual(alone(queries, k, 'any'))
      for (const k of [1, 5, 51, 5]) expect(together(queries, k)).toEqual(alone(queries, k))
    },
  )
})

test('models of one team may be searched in turns, and chunk by chunk', async () => {
  const team = await startTeam(SHARED, 2)
  const models = [rows(2000, 5, 5), rows(1500, 2, 3)].map((train) => ({
    together: fitNeighbors(train, options(team, 'euclidean')),
    alone: fitNeighbors(train, options(KERNELS, 'euclidean')),
    queries: rows(1100, train.columns, 4),
  }))
  for (const k of [3, 650])
    for (const { together, alone, queries } of models)
      expect(bytes(together(queries, k))).toBe(bytes(alone(queries, k)))
})

test('a helper that ends in a search fails it, and every later one', async () => {
  const helper = new URL('../fixtures/wasm-team/dying-helper.mjs', import.meta.url)
  const together = fitNeighbors(X, options(await startTeam(SHARED, 3, helper), 'euclidean'))
  for (let i = 0; i < 2; i++) expect(() => together(queries, 5)).toThrow('a thread of the search has failed')
})

test('a helper that cannot be started is an error', async () => {
  await expect(
    startTeam(SHARED, 2, new URL('../fixtures/wasm-team/missing.mjs', import.meta.url)),
  ).rejects.toThrow('missing.mjs')
})

describe('the engine', () => {
  let folder: ReturnType<typeof temporaryFolder>
  beforeAll(() => {
    folder = temporaryFolder()
  })
  afterAll(() => folder.remove())

  test('ends as every engine does, with threads that wait, and answers what wasm answers', () => {
    const untimed = {
      configurations: [configuration(1), configuration(12, 'manhattan', 'distance')],
      neighbors: [{ metric: 'euclidean', n_neighbors: 12 }],
    }
    const [one, three] = [
      ['wasm', 1],
      ['wasm-parallel', 3],
    ].map(([engine, threads]) => {
      const job = { ...tinyJob(folder.path, { untimed }), engine, threads }
      const { code, stderr, events } = runEngine(
        [process.execPath, '--expose-gc', 'dist/engine/main.js'],
        folder.path,
        job,
      )
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
      expect(ofKind(events, 'hello')[0].threads).toBe(threads)
      const files = ofKind(events, 'neighbors').flatMap(({ indices, distances }) => [indices, distances])
      return {
        hashes: ofKind(events, 'sample').map(({ labels_sha256 }) => labels_sha256),
        neighbors: files.map((file) => readFileSync(`${folder.path}/${file}`, 'hex')),
      }
    })
    expect(three).toEqual(one)
    expect(one.neighbors).toHaveLength(2)
  })
})
