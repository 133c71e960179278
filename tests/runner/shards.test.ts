import { describe, expect, test } from 'vitest'
import { recordSchema } from '../../src/ledger/record.ts'
import { blocks, recordsOf } from './ledger-view.ts'
import { type Lab, lab, type Script } from './scripted-study.ts'

const PROTOCOL = { rounds: 6, configurations_per_round: 1 } // three passes of two rounds

async function measured(script: Partial<Script>): Promise<Lab> {
  const it = lab()
  await it.run({ protocol: PROTOCOL, ...script })
  return it
}

function places({ records }: Lab): string[] {
  return recordsOf(records, 'block')
    .map(({ group_id, engine, arm, position, seed }) => [group_id, position, engine, arm, seed].join(' '))
    .sort()
}

describe('a shard', () => {
  test('measures its groups as a run of the whole study does, and the shards together all of them', async () => {
    const whole = await measured({})
    const parts = await Promise.all([1, 2, 3].map((number) => measured({ shard: { number, of: 3 } })))
    expect(parts.map(({ records }) => recordsOf(records, 'block').length)).toEqual([16, 16, 16])
    expect(parts.flatMap(places).sort()).toEqual(places(whole))
  })

  test('answers only the datasets that it measures', async () => {
    const { records } = await measured({ shard: { number: 1, of: 3 } })
    expect(new Set(recordsOf(records, 'verification').map(({ case_id }) => case_id))).toEqual(
      new Set(['iris/holdout/default']),
    )
  })

  test('plans the whole study, so that all shards have the same family and arms', async () => {
    const [whole] = recordsOf((await measured({})).records, 'plan')
    const [plan] = recordsOf((await measured({ shard: { number: 2, of: 3 } })).records, 'plan')
    expect(recordSchema.parse(plan)).toEqual(plan)
    expect(plan).toEqual({ ...whole, plan_key: plan.plan_key, shard: { number: 2, of: 3 } })
    expect(plan.plan_key).not.toBe(whole.plan_key)
  })

  test('has the budget for its part', async () => {
    const row_ns = { a: 1e6 }
    const budget = { ...PROTOCOL, budget_ns: 40e6 }
    const decisions = async (script: Partial<Script>) =>
      recordsOf((await measured({ ...script, row_ns, protocol: budget })).records, 'plan')[0].arms.map(
        ({ decision }) => decision,
      )
    const alone = await decisions({})
    expect(alone).toContain('over-budget')
    expect(await decisions({ shard: { number: 1, of: 12 } })).not.toEqual(alone)
  })

  test('goes on where it was cut off, and then has nothing left', async () => {
    const it = await measured({ shard: { number: 1, of: 3 } })
    const before = blocks(it.records).length
    const left: number[] = []
    await it.run({
      protocol: PROTOCOL,
      shard: { number: 1, of: 3 },
      onPlan: (_, { rounds_ns }) => left.push(rounds_ns),
    })
    expect(left).toEqual([0])
    expect(blocks(it.records).length).toBe(before)
  })

  test('answers its folds alone', async () => {
    const parts = await Promise.all(
      [1, 2].map((number) => measured({ datasets: ['iris'], folds: 6, shard: { number, of: 2 } })),
    )
    const folds = parts.map(({ records }) => [
      ...new Set(
        recordsOf(records, 'verification')
          .map(({ case_id }) => case_id)
          .filter((id) => id.includes('fold')),
      ),
    ])
    expect(folds.map((some) => some.length)).toEqual([0, 6])
    expect(parts.map(({ records }) => recordsOf(records, 'block').length > 0)).toEqual([true, false])
  })

  test('is not mixed with another in one ledger', async () => {
    const it = await measured({ shard: { number: 1, of: 3 } })
    await expect(it.run({ protocol: PROTOCOL, shard: { number: 2, of: 3 } })).rejects.toThrow(
      'this ledger holds shard 1 of 3, and shard 2 of 3 is asked for.',
    )
    await expect(it.run({ protocol: PROTOCOL })).rejects.toThrow('a whole study is asked for')
  })

  test('of too many is refused before anything starts', async () => {
    const it = lab()
    await expect(it.run({ protocol: PROTOCOL, shard: { number: 1, of: 13 } })).rejects.toThrow(
      'this study has only 12 groups (2 datasets in 6 rounds)',
    )
    expect(it.calls).toEqual([])
  })
})
