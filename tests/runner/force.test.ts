import { describe, expect, test } from 'vitest'
import { Interrupted } from '../../src/runner/interrupted.ts'
import { failures, recordsOf } from './ledger-view.ts'
import { type Lab, lab } from './scripted-study.ts'

const IRIS = { datasets: ['iris'], protocol: { rounds: 2 } }
const ALL = ['base', 'a', 'b']

/** `engine/arm` of every block of one attempt, sorted. */
function armsOf({ records }: Lab, attempt: number): string[] {
  const found = recordsOf(records, 'block').filter(({ group_attempt }) => group_attempt === attempt)
  return found.map(({ round, engine, arm }) => `${round} ${engine}/${arm}`).toSorted()
}

const WHOLE = [0, 1].flatMap((round) =>
  ['a/main', 'b/main', 'base/main', 'base/null'].map((arm) => `${round} ${arm}`),
)

describe('a study measured again', () => {
  test('probes, answers and times every arm once more, in attempts that supersede the first', async () => {
    const it = lab()
    await it.run(IRIS)
    const before = { calls: it.calls.length, records: [...it.records] }
    await it.run({ ...IRIS, again: ALL })
    const stages = it.calls.slice(before.calls).map(({ stage, engine }) => `${stage} ${engine}`)
    expect(stages.filter((stage) => !stage.startsWith('block'))).toEqual([
      ...ALL.map((engine) => `probe ${engine}`),
      ...ALL.map((engine) => `answers ${engine}`),
    ])
    expect(armsOf(it, 1)).toEqual(WHOLE)
    const again = recordsOf(it.records, 'block').filter(({ group_attempt }) => group_attempt === 1)
    expect(new Set(again.map(({ supersedes }) => supersedes))).toEqual(new Set([0]))
    expect(it.records.slice(0, before.records.length)).toEqual(before.records)
  })

  test('is finished by then: the next run measures nothing', async () => {
    const it = lab()
    await it.run(IRIS)
    await it.run({ ...IRIS, again: ALL })
    const before = it.records.length
    await it.run(IRIS)
    expect(it.records).toHaveLength(before)
  })

  test('can be measured a third time', async () => {
    const it = lab()
    await it.run(IRIS)
    await it.run({ ...IRIS, again: ALL })
    await it.run({ ...IRIS, again: ALL })
    expect(armsOf(it, 2)).toEqual(WHOLE)
  })

  test('that is cut off goes on without being asked again', async () => {
    const it = lab()
    await it.run(IRIS)
    let started = 0
    const fault = ({ stage }: { stage: string }) =>
      stage === 'block' && started++ === 4 ? ({ kind: 'interrupted' } as const) : undefined
    await expect(it.run({ ...IRIS, again: ALL, fault })).rejects.toThrow(Interrupted)
    expect(armsOf(it, 1)).toEqual(WHOLE.slice(0, 4))
    await it.run(IRIS)
    expect(armsOf(it, 1)).toEqual(WHOLE)
    expect(armsOf(it, 2)).toEqual([])
  })
})

describe('one engine measured again', () => {
  test('runs with a new baseline and null block, and leaves the other engines alone', async () => {
    const it = lab()
    await it.run(IRIS)
    const before = it.calls.length
    await it.run({ ...IRIS, engines: ['base', 'a'], again: ['a'] })
    const asked = it.calls.slice(before).filter(({ stage }) => stage !== 'block')
    expect(asked.map(({ stage, engine }) => `${stage} ${engine}`)).toEqual(['probe a', 'answers a'])
    expect(armsOf(it, 1)).toEqual(
      [0, 1].flatMap((round) => ['a/main', 'base/main', 'base/null'].map((arm) => `${round} ${arm}`)),
    )
    const after = it.calls.length
    await it.run(IRIS)
    expect(it.calls.slice(after)).toEqual([])
  })

  test('that had timed out is asked and timed again', async () => {
    const it = lab()
    const slow = { kind: 'timeout', at: '5/euclidean/uniform' } as const
    await it.run({
      ...IRIS,
      fault: ({ engine, stage }) => (engine === 'a' && stage === 'answers' ? slow : undefined),
    })
    expect(failures(it.records)).toEqual(['iris a 5/euclidean/uniform timeout'])
    await it.run({ ...IRIS, again: ['a'] })
    const graded = recordsOf(it.records, 'verification').filter(
      ({ engine, configuration }) => engine === 'a' && configuration.n_neighbors === 5,
    )
    expect(graded).toHaveLength(1)
    const timed = recordsOf(it.records, 'block').filter(
      ({ engine, group_attempt }) => engine === 'a' && group_attempt === 1,
    )
    expect(timed.map(({ configurations }) => configurations.length)).toEqual([2, 2])
  })
})

test('answers asked for again time nothing and leave the times', async () => {
  const it = lab()
  await it.run(IRIS)
  const before = it.calls.length
  await it.run({ ...IRIS, again: ALL, until: 'answers' })
  expect(it.calls.slice(before).map(({ stage }) => stage)).toEqual(['answers', 'answers', 'answers'])
  await it.run(IRIS)
  expect(it.calls).toHaveLength(before + 3)
})
