import { expect, test } from 'vitest'
import { recordSchema } from '../../src/ledger/record.ts'
import { balancedSubsets, configurationKey, expandGrid } from '../../src/plan/grid.ts'
import { schedule } from '../../src/plan/schedule.ts'
import { Interrupted } from '../../src/runner/interrupted.ts'
import { blocks, failures, recordsOf } from './ledger-view.ts'
import type { Call, Fault } from './scripted-engine.ts'
import { lab } from './scripted-study.ts'

const GRID = {
  n_neighbors: [1, 3, 5],
  metric: ['euclidean', 'manhattan'],
  weights: ['uniform', 'distance'],
} as const

test('a first run probes, describes, plans, answers, grades and measures, in this order', async () => {
  const { records, run } = lab()
  await run()
  const order = records.map(({ type }) => type).filter((type, i, all) => type !== all[i - 1])
  expect(order.slice(0, 7)).toEqual(['environment', 'session', 'probe', 'study', 'data', 'engine', 'plan'])
  expect(order.slice(7, 10)).toEqual(['verification', 'block', 'measurement'])
  expect(records.findLastIndex(({ type }) => type === 'verification')).toBeLessThan(
    records.findIndex(({ type }) => type === 'block'),
  )
})

test('every record follows the published schema', async () => {
  const { records, run } = lab()
  await run({ grid: GRID, wrong: ['a 5/euclidean/uniform'] })
  for (const record of records) expect(recordSchema.parse(record)).toEqual(record)
})

test('blocks run in the order of the schedule', async () => {
  const { records, run } = lab()
  await run({ grid: GRID, protocol: { rounds: 6, configurations_per_round: 4 } })
  const arms = ['base/main', 'base/null', 'a/main', 'b/main']
  const groups = schedule({
    seed: 1,
    rounds: 6,
    subsets: balancedSubsets(expandGrid({ ...GRID }), 4),
    cases: [
      { case_id: 'iris/holdout/default', arms },
      { case_id: 'wine/holdout/default', arms },
    ],
  })
  const expected = groups.flatMap(({ round, case_id, arms: order, metric_runs }) =>
    order.map((arm) => ({
      round,
      case_id,
      arm,
      configurations: metric_runs.flatMap(({ configurations }) => configurations).map(configurationKey),
    })),
  )
  const measured = recordsOf(records, 'block').map(({ round, case_id, engine, arm, configurations }) => ({
    round,
    case_id,
    arm: `${engine}/${arm}`,
    configurations: configurations.map(configurationKey),
  }))
  expect(measured).toEqual(expected)
})

test('the plan fixes m of the study and of each dataset', async () => {
  const { records, run } = lab()
  const fault = ({ stage, dataset, engine }: Call): Fault | undefined =>
    stage === 'probe' && dataset === 'wine' && engine === 'b' ? { kind: 'crashed', at: 'load' } : undefined
  await run({ fault })
  expect(recordsOf(records, 'plan')[0]).toMatchObject({
    family_size: 3,
    dataset_families: [
      { dataset: 'iris', family_size: 2 },
      { dataset: 'wine', family_size: 1 },
    ],
  })
})

test('two cases of one name are refused before anything is written', async () => {
  const { records, run } = lab()
  await expect(run({ datasets: ['iris', 'iris'] })).rejects.toThrow(
    'two cases are named iris/holdout/default',
  )
  expect(records).toEqual([])
})

test('positions count within a group, and every block ends as measured', async () => {
  const { records, run } = lab()
  await run({ datasets: ['iris'], protocol: { rounds: 2 } })
  expect(recordsOf(records, 'block').map(({ position }) => position)).toEqual([0, 1, 2, 3, 0, 1, 2, 3])
  expect(recordsOf(records, 'block-end').map(({ outcome }) => outcome)).toEqual(new Array(8).fill('measured'))
})

test('a finished study run again starts nothing and appends nothing', async () => {
  const { records, calls, run } = lab()
  await run()
  const before = [records.length, calls.length]
  await run()
  expect([records.length, calls.length]).toEqual(before)
})

test('more rounds measure only those that are new', async () => {
  const { records, calls, run } = lab()
  await run({ datasets: ['iris'], protocol: { rounds: 2 } })
  const before = calls.length
  await run({ datasets: ['iris'], protocol: { rounds: 3 } })
  expect(calls.slice(before).map(({ stage }) => stage)).toEqual(['block', 'block', 'block', 'block'])
  expect(
    recordsOf(records, 'block')
      .slice(8)
      .map(({ round }) => round),
  ).toEqual([2, 2, 2, 2])
})

test('answers only: everything is graded, no round is planned and nothing is timed', async () => {
  const { records, calls, run } = lab()
  await run({ until: 'answers' })
  expect(new Set(calls.map(({ stage }) => stage))).toEqual(new Set(['answers']))
  expect(recordsOf(records, 'verification')).toHaveLength(2 * 3 * 2)
  expect(recordsOf(records, 'plan')).toMatchObject([{ rounds: 0, family_size: 0 }])
})

test('an interruption is thrown, and the open block leaves no record', async () => {
  const { records, run } = lab()
  const fault = ({ stage, engine, nth }: { stage: string; engine: string; nth: number }) =>
    stage === 'block' && engine === 'a' && nth === 1 ? ({ kind: 'interrupted' } as const) : undefined
  await expect(run({ fault })).rejects.toThrow(Interrupted)
  const ends = recordsOf(records, 'block-end').map(({ block_id }) => block_id)
  expect(recordsOf(records, 'block').map(({ block_id }) => block_id)).toEqual(ends)
  expect(recordsOf(records, 'block').filter(({ engine }) => engine === 'a')).toHaveLength(1)
  expect(failures(records)).toEqual([])
})

test.each(['probe', 'answers'] as const)(
  'an interruption of the %s stage leaves nothing to repair',
  async (stage) => {
    const { records, run } = lab()
    const interrupted = lab()
    const fault = (call: { stage: string; engine: string }) =>
      call.stage === stage && call.engine === 'a' ? ({ kind: 'interrupted' } as const) : undefined
    await expect(interrupted.run({ fault })).rejects.toThrow(Interrupted)
    await interrupted.run()
    await run()
    expect(blocks(interrupted.records)).toEqual(blocks(records))
  },
)

test('a new boot is a new session, the same boot the same one', async () => {
  const { records, run } = lab()
  await run({ protocol: { rounds: 1 } })
  await run({ protocol: { rounds: 2 } })
  expect(recordsOf(records, 'session')).toHaveLength(1)
  await run({ protocol: { rounds: 3 }, boot: 'boot-2' })
  const [first, second] = recordsOf(records, 'session').map(({ session_id }) => session_id)
  const sessions = recordsOf(records, 'block').map(({ round, session_id }) => [round, session_id].join())
  expect(new Set(sessions)).toEqual(new Set([`0,${first}`, `1,${first}`, `2,${second}`]))
})

test('what the case holds is stored beside the ledger, so that a report needs nothing else', async () => {
  const { records, run } = lab()
  await run({ datasets: ['iris'] })
  const [data] = recordsOf(records, 'data')
  expect(data).toMatchObject({ n_train: 6, n_test: 4, rows_timed: 2, rows_scored: 4, classes: ['no', 'yes'] })
})

test('every grade names the file of the rows that it is about', async () => {
  const { records, run } = lab()
  await run({ datasets: ['iris'] })
  const [{ score_rows }] = recordsOf(records, 'data')
  expect(new Set(recordsOf(records, 'verification').map((record) => record.score_rows))).toEqual(
    new Set([score_rows]),
  )
})

test('engines answered side by side are recorded in the order of the study', async () => {
  const oneByOne = lab()
  const together = lab()
  await oneByOne.run({ until: 'answers' })
  await together.run({ until: 'answers', jobs: 3 })
  const order = (records: typeof together.records): string[] =>
    recordsOf(records, 'verification').map(({ case_id, engine, configuration }) =>
      [case_id, engine, configurationKey(configuration)].join(' '),
    )
  expect(order(together.records)).toEqual(order(oneByOne.records))
})

test('an interruption while answers are graded is thrown before the next metric', async () => {
  const { records, run } = lab()
  const cancel = new AbortController()
  const fault = ({ stage }: { stage: string }) => {
    if (stage === 'answers') cancel.abort()
    return undefined
  }
  const script = { datasets: ['iris'], engines: ['base'], cancel: cancel.signal, fault }
  await expect(run(script)).rejects.toThrow(Interrupted)
  expect(recordsOf(records, 'verification')).toEqual([])
})
