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

describe('the plan made again is the one that the report shows', () => {
  const BUDGET = { ...IRIS, protocol: { rounds: 2, max_arm_ns: 1e9 } }

  /** The decisions on an engine in each plan of the ledger, and the statuses of its cells. */
  function told({ records, results }: Lab, engine: string) {
    const decisions = recordsOf(records, 'plan').map(({ arms }) =>
      arms.filter((arm) => arm.engine === engine).map(({ decision }) => decision),
    )
    const shown = results()?.cases.flatMap(({ arms }) => arms.filter((arm) => arm.engine === engine)) ?? []
    const statuses = shown.flatMap(({ cells }) => cells.map(({ status }) => status))
    return { decisions, statuses: [...new Set(statuses)] }
  }

  test('where an engine was over budget and no longer is', async () => {
    const it = lab()
    await it.run({ ...BUDGET, row_ns: { a: 1e9 } })
    expect(told(it, 'a')).toEqual({ decisions: [['over-budget']], statuses: ['over-budget'] })
    await it.run({ ...BUDGET, again: ['a'] })
    expect(told(it, 'a')).toEqual({ decisions: [['over-budget'], ['run']], statuses: ['measured'] })
  })

  test('where it is over budget and was not', async () => {
    const it = lab()
    await it.run(BUDGET)
    await it.run({ ...BUDGET, again: ['a'], row_ns: { a: 1e9 } })
    expect(told(it, 'a')).toEqual({ decisions: [['run'], ['over-budget']], statuses: ['over-budget'] })
  })

  test('where its probe had crashed', async () => {
    const it = lab()
    const crash = { kind: 'crashed', at: 'fit' } as const
    await it.run({
      ...IRIS,
      fault: ({ engine, stage }) => (engine === 'a' && stage === 'probe' ? crash : undefined),
    })
    await it.run({ ...IRIS, again: ['a'] })
    expect(told(it, 'a')).toEqual({ decisions: [['failed'], ['run']], statuses: ['measured'] })
    const [before, after] = recordsOf(it.records, 'plan')
    expect(it.results()?.plan).toEqual(after)
    expect(after.family_size).toBeGreaterThan(before.family_size)
  })

  test('where the run was cut off before it', async () => {
    const it = lab()
    await it.run({ ...BUDGET, row_ns: { a: 1e9 } })
    const cut = { ...BUDGET, again: ['a'], fault: () => ({ kind: 'interrupted' }) as const }
    await expect(it.run(cut)).rejects.toThrow(Interrupted)
    await it.run(BUDGET)
    expect(told(it, 'a').statuses).toEqual(['measured'])
  })
})
