import { expect, test } from 'vitest'
import { jobSchema } from '../../src/engine/protocol.ts'
import { expandGrid } from '../../src/plan/grid.ts'
import { type Arm, makeArm } from '../../src/runner/arm.ts'
import { type AnswersWork, answersJob, blockJob, probeJob } from '../../src/runner/job.ts'
import type { StudyCase } from '../../src/runner/study-case.ts'
import { temporaryFolder } from '../ledger/folder.ts'
import { readyEngine, studyOf } from './scripted-study.ts'
import { foldCase, studyCase } from './tiny-case.ts'

const GRID = { n_neighbors: [1, 3, 5, 7], metric: ['euclidean', 'manhattan'], weights: ['uniform'] } as const
const STUDY = studyOf({ datasets: ['iris'], engines: ['base'], grid: GRID, protocol: { repeats: 2 } })

/** An arm on six training rows, so that k = 7 is not supported. */
function arm(neighbors: boolean, exact = true): Arm {
  const setting = {
    task: 'classification',
    grid: expandGrid(GRID),
    protocol: STUDY.protocol,
    tool_version: '0.1.0',
    protocol_version: 1,
    environment_id: 'e',
  } as const
  return makeArm(studyCase(temporaryFolder(), 'iris'), readyEngine('base', { neighbors, exact }), setting)
}

function asking(configurations: Arm['supported'], without?: string): AnswersWork {
  return { configurations, goesWithout: (metric) => metric === without }
}

test('every job follows the published schema', () => {
  const one = arm(true)
  const work = {
    runs: [{ metric: 'euclidean', configurations: one.supported.slice(0, 2) }],
    able: one.supported,
    search: true,
  }
  const jobs = [
    probeJob(one, STUDY, '/out'),
    answersJob(one, 'classification', '/out', asking(one.supported)),
    blockJob(one, STUDY, '/out', work),
  ]
  for (const job of jobs) expect(jobSchema.parse(job)).toEqual(job)
})

test('a job names the engine as its manifest does, whatever the study calls it', () => {
  const one = { ...arm(true), engine: readyEngine('base', {}, 'ts-kdtree') }
  expect(probeJob(one, STUDY, '/out').engine).toBe('ts-kdtree')
})

test('the probe predicts its few rows once per metric, with k = 5', () => {
  const job = probeJob(arm(true), STUDY, '/out')
  expect(job.data.X_timed).toMatch(/probe\.npy$/)
  expect(job.timed.map(({ configurations }) => configurations)).toEqual([
    [{ n_neighbors: 5, metric: 'euclidean', weights: 'uniform' }],
    [{ n_neighbors: 5, metric: 'manhattan', weights: 'uniform' }],
  ])
  expect(job.protocol_options).toMatchObject({ repeats: 1, min_time_ns: 0, time_search: false })
})

test('the probe warms up for longer where a call has one row', () => {
  const single = { ...STUDY, protocol: { ...STUDY.protocol, mode: 'single' } } as const
  const warmups = [STUDY, single].map((study) => probeJob(arm(true), study, '/out').protocol_options.warmup)
  expect(warmups).toEqual([{ calls: 1 }, { calls: 16 }])
})

test('the untimed pass asks for neighbors at the largest k of each metric that is asked', () => {
  const one = arm(true)
  const some = one.supported.filter(({ n_neighbors, metric }) => metric === 'manhattan' || n_neighbors < 5)
  const { untimed, timed } = answersJob(one, 'classification', '/out', asking(some))
  expect(timed).toEqual([])
  expect(untimed?.configurations).toEqual(some)
  expect(untimed?.neighbors).toEqual([
    { metric: 'euclidean', n_neighbors: 3 },
    { metric: 'manhattan', n_neighbors: 5 },
  ])
})

test('folds are answered from one search by engines that can, and what is timed call by call', () => {
  const fold = foldCase(temporaryFolder(), 'iris', { fold: 1, of: 5 })
  const sweepOf = (sweep: boolean, studyCase?: StudyCase) => {
    const one = { ...arm(true), engine: readyEngine('base', { neighbors: true, sweep }) }
    const asked = studyCase === undefined ? one : { ...one, studyCase }
    const job = answersJob(asked, 'classification', '/out', asking(one.supported))
    return jobSchema.parse(job).untimed?.sweep
  }
  expect(sweepOf(true, fold)).toBe(true)
  expect(sweepOf(false, fold)).toBeUndefined()
  expect(sweepOf(true)).toBeUndefined()
})

test('an engine without neighbors is not asked for them, nor to time a search', () => {
  const one = arm(false)
  expect(answersJob(one, 'classification', '/out', asking(one.supported)).untimed?.neighbors).toEqual([])
  const work = {
    runs: [{ metric: 'euclidean', configurations: one.supported }],
    able: one.supported,
    search: true,
  }
  expect(blockJob(one, STUDY, '/out', work).protocol_options.time_search).toBe(false)
})

test('what an arm goes without is not asked of it again', () => {
  const one = arm(true)
  const { untimed } = answersJob(one, 'classification', '/out', asking(one.supported, 'euclidean'))
  expect(untimed?.neighbors).toEqual([{ metric: 'manhattan', n_neighbors: 5 }])
  const work = { runs: [], able: one.supported, search: false }
  expect(blockJob(one, STUDY, '/out', work).protocol_options.time_search).toBe(false)
})

test('probabilities are timed of engines that tell them', () => {
  const study = { ...STUDY, protocol: { ...STUDY.protocol, time_proba: true } }
  const timesThem = (probabilities: boolean): boolean => {
    const one = { ...arm(true), engine: readyEngine('base', { probabilities }) }
    const work = { runs: [], able: one.supported, search: true }
    return blockJob(one, study, '/out', work).protocol_options.time_proba
  }
  expect([true, false].map(timesThem)).toEqual([true, false])
})

test('a block keeps the order of its runs, and the protocol of the study', () => {
  const one = arm(true)
  const [k1, k3] = one.supported
  const runs = [{ metric: 'euclidean', configurations: [k3, k1] }]
  const job = blockJob(one, STUDY, '/out', { runs, able: one.supported, search: true })
  expect(job.timed).toEqual([{ metric: 'euclidean', first: one.supported[2], configurations: [k3, k1] }])
  expect(job.protocol_options).toMatchObject({ repeats: 2, mode: 'batch', time_search: true })
  expect(job.data.X_timed).toMatch(/timed\.npy$/)
  expect(job.untimed).toBeNull()
})

test('where k = 5 cannot be used, the first that can is the fixed configuration', () => {
  const one = arm(true)
  const able = one.supported.filter(({ n_neighbors }) => n_neighbors !== 5)
  const runs = [{ metric: 'manhattan', configurations: able.filter(({ metric }) => metric === 'manhattan') }]
  expect(blockJob(one, STUDY, '/out', { runs, able, search: true }).timed[0].first).toEqual({
    n_neighbors: 1,
    metric: 'manhattan',
    weights: 'uniform',
  })
})

test('an approximate engine is asked for neighbors at every k', () => {
  const one = arm(true, false)
  const job = answersJob(one, 'classification', '/out', asking(one.supported, 'manhattan'))
  expect(job.untimed?.neighbors).toEqual(
    [1, 3, 5].map((n_neighbors) => ({ metric: 'euclidean', n_neighbors })),
  )
})
