import { expect, test } from 'vitest'
import { Interrupted } from '../../src/runner/interrupted.ts'
import { recordsOf } from './ledger-view.ts'
import type { Call, Fault } from './scripted-engine.ts'
import { type Lab, lab } from './scripted-study.ts'

const IRIS = { datasets: ['iris'], protocol: { rounds: 2, score_rows: 3, seed: 7 } } as const
const ALL_ROWS = { ...IRIS, protocol: { ...IRIS.protocol, score_rows: 'all' }, until: 'answers' } as const
const RESEEDED = { ...IRIS, protocol: { ...IRIS.protocol, seed: 8 } } as const

/** Ctrl-C in the first process of a stage. */
function interrupted(stage: Call['stage']): (call: Call) => Fault | undefined {
  return (call) => (call.stage === stage ? { kind: 'interrupted' } : undefined)
}

/** What a report shows: the seed of the study, and the statuses of all cells. */
function shown(it: Lab) {
  const results = it.results()
  const cells = results?.cases.flatMap(({ arms }) => arms.flatMap((arm) => arm.cells)) ?? []
  return {
    seed: results?.study.protocol.seed,
    statuses: [...new Set(cells.map(({ status }) => status))],
  }
}

test('a run cut off before its plan describes nothing, so the report stays that of the run before', async () => {
  const it = lab()
  await it.run(IRIS)
  const before = it.records.length
  await expect(it.run({ ...RESEEDED, fault: interrupted('probe') })).rejects.toThrow(Interrupted)
  expect(it.records.slice(before)).toEqual([])
  expect(shown(it)).toEqual({ seed: 7, statuses: ['measured'] })
})

test('a run cut off after its plan is the one that the report shows, without the grades of the other', async () => {
  const it = lab()
  await it.run(IRIS)
  await expect(it.run({ ...RESEEDED, fault: interrupted('answers') })).rejects.toThrow(Interrupted)
  expect(shown(it)).toEqual({ seed: 8, statuses: ['not-run'] })
})

test('a first run cut off before its plan has nothing to report', async () => {
  const it = lab()
  await expect(it.run({ ...IRIS, fault: interrupted('probe') })).rejects.toThrow(Interrupted)
  expect(it.results()).toBeUndefined()
})

test('a run that only answers other rows shows their grades; the timed study comes back without a process', async () => {
  const it = lab()
  await it.run(IRIS)
  await it.run(ALL_ROWS)
  expect(shown(it).statuses).toEqual(['answered'])
  const before = it.calls.length
  await it.run(IRIS)
  expect(shown(it).statuses).toEqual(['measured'])
  await it.run(ALL_ROWS)
  expect(shown(it).statuses).toEqual(['answered'])
  expect(it.calls).toHaveLength(before)
})

test('a run that only answers what was answered and timed keeps the times', async () => {
  const it = lab()
  await it.run({ ...ALL_ROWS, until: 'rounds' })
  const before = it.records.length
  await it.run(ALL_ROWS)
  expect(it.records).toHaveLength(before)
  expect(shown(it).statuses).toEqual(['measured'])
})

test('a plan comes after what describes it, whatever changed', async () => {
  const it = lab()
  await it.run(IRIS)
  await it.run({ ...IRIS, engines: ['base', 'a'] })
  await it.run(IRIS)
  await it.run(ALL_ROWS)
  const described = it.records.findLastIndex(({ type }) => ['study', 'data', 'engine'].includes(type))
  const planned = it.records.findLastIndex(({ type }) => type === 'plan')
  expect(planned).toBeGreaterThan(described)
  expect(recordsOf(it.records, 'study')).toHaveLength(4)
  expect(recordsOf(it.records, 'plan')).toHaveLength(4)
})

test('a failure of the null arm under another key is no news of this plan', async () => {
  const it = lab()
  let blocks = 0
  const fault = ({ stage, engine }: Call): Fault | undefined =>
    stage === 'block' && engine === 'base' && blocks++ === 1
      ? { kind: 'timeout', at: '1/euclidean/uniform' }
      : undefined
  await it.run({ ...IRIS, engines: ['base'], fault })
  expect(recordsOf(it.records, 'failure').map(({ arm }) => arm)).toContain('null')
  await it.run({ ...ALL_ROWS, engines: ['base'] })
  expect(shown(it).statuses).toEqual(['answered'])
})
