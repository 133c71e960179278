import { describe, expect, test } from 'vitest'
import { configurationKey } from '../../src/plan/grid.ts'
import { countBlocks } from '../../src/report/counted-blocks.ts'
import { indexLedger } from '../../src/report/ledger-index.ts'
import { Interrupted } from '../../src/runner/interrupted.ts'
import { blocks, failures, recordsOf } from './ledger-view.ts'
import type { Call, Fault } from './scripted-engine.ts'
import { type Lab, lab } from './scripted-study.ts'

const IRIS = { datasets: ['iris'], protocol: { rounds: 3 } }

/** Measured arms of round 1 (the second) in one attempt, in any order. */
function armsOf({ records }: Lab, attempt: number, round = 1): string[] {
  return recordsOf(records, 'block')
    .filter((block) => block.round === round && block.group_attempt === attempt)
    .map(({ engine, arm }) => `${engine}/${arm}`)
    .toSorted()
}

/** Ctrl-C while the block at this position of all blocks is open. */
function interruptBlock(position: number): (call: Call) => Fault | undefined {
  let started = 0
  return ({ stage }) => (stage === 'block' && started++ === position ? { kind: 'interrupted' } : undefined)
}

/** Blocks that a report of this ledger counts, as `round engine/arm`. */
function counted({ records }: Lab): string[] {
  const index = indexLedger(records)
  if (index === undefined) throw new Error('the ledger holds no study')
  return [...countBlocks(index).byArm].flatMap(([arm, ofArm]) =>
    ofArm.map(({ block }) => `${block.round} ${arm}`),
  )
}

describe('a run cut off in the middle of a group', () => {
  test.each([5, 6, 7])(
    'measures baseline, null arm and what is missing again, after %i blocks',
    async (done) => {
      const it = lab()
      await expect(it.run({ ...IRIS, fault: interruptBlock(done) })).rejects.toThrow(Interrupted)
      const first = armsOf(it, 0)
      await it.run(IRIS)
      const hadBaseline = first.includes('base/main')
      const missing = ['a/main', 'b/main'].filter((arm) => !hadBaseline || !first.includes(arm))
      expect(armsOf(it, 1)).toEqual([...missing, 'base/main', 'base/null'].toSorted())
    },
  )

  test('names the attempt that it supersedes', async () => {
    const it = lab()
    await expect(it.run({ ...IRIS, fault: interruptBlock(5) })).rejects.toThrow(Interrupted)
    await it.run(IRIS)
    const again = recordsOf(it.records, 'block').filter(({ group_attempt }) => group_attempt === 1)
    expect(new Set(again.map(({ supersedes }) => supersedes))).toEqual(new Set([0]))
    expect(new Set(again.map(({ group_id }) => group_id))).toEqual(new Set(['iris/holdout/default#1']))
  })

  test('leaves finished groups alone, and runs the later ones once', async () => {
    const it = lab()
    await expect(it.run({ ...IRIS, fault: interruptBlock(5) })).rejects.toThrow(Interrupted)
    await it.run(IRIS)
    for (const round of [0, 2]) {
      expect(armsOf(it, 0, round)).toEqual(['a/main', 'b/main', 'base/main', 'base/null'])
      expect(armsOf(it, 1, round)).toEqual([])
    }
  })

  test('between two groups, goes on without measuring anything again', async () => {
    const it = lab()
    await expect(it.run({ ...IRIS, fault: interruptBlock(4) })).rejects.toThrow(Interrupted)
    await it.run(IRIS)
    const whole = lab()
    await whole.run(IRIS)
    expect(blocks(it.records)).toEqual(blocks(whole.records))
  })
})

test('an engine added later is measured with a new baseline and null arm in every group', async () => {
  const it = lab()
  await it.run({ ...IRIS, engines: ['base', 'a'] })
  await it.run({ ...IRIS, engines: ['base', 'a', 'b'] })
  for (const round of [0, 1, 2]) {
    expect(armsOf(it, 0, round)).toEqual(['a/main', 'base/main', 'base/null'])
    expect(armsOf(it, 1, round)).toEqual(['b/main', 'base/main', 'base/null'])
  }
})

test('an engine added later is probed and answered alone', async () => {
  const it = lab()
  await it.run({ ...IRIS, engines: ['base', 'a'] })
  const before = it.calls.length
  await it.run({ ...IRIS, engines: ['base', 'a', 'b'] })
  const untimed = it.calls.slice(before).filter(({ stage }) => stage !== 'block')
  expect(untimed.map(({ stage, engine }) => `${stage} ${engine}`)).toEqual(['probe b', 'answers b'])
})

describe('an engine under another name', () => {
  const named = (name: string) => ({ ...IRIS, engines: ['base', name], manifests: { [name]: 'm' } })

  test('is neither probed, answered nor measured again', async () => {
    const it = lab()
    await it.run(named('a'))
    const before = it.calls.length
    await it.run(named('b'))
    await it.run(named('b'))
    expect(it.calls).toHaveLength(before)
    expect(
      recordsOf(it.records, 'plan')
        .at(-1)
        ?.arms.map(({ engine }) => engine),
    ).toContain('b')
  })

  test('keeps its blocks when later rounds are measured under the new name', async () => {
    const it = lab()
    await it.run(named('a'))
    await it.run({ ...named('b'), protocol: { rounds: 4 } })
    await it.run({ ...named('b'), protocol: { rounds: 4 } })
    const own = recordsOf(it.records, 'block').filter(({ engine }) => engine !== 'base')
    expect(own.map(({ engine, round }) => `${engine} ${round}`)).toEqual(['a 0', 'a 1', 'a 2', 'b 3'])
  })

  test('beside the first name is another arm', async () => {
    const it = lab()
    await it.run(named('a'))
    await it.run({ ...IRIS, engines: ['base', 'a', 'b'], manifests: { a: 'm', b: 'm' } })
    const second = recordsOf(it.records, 'block').filter(({ engine }) => engine === 'b')
    expect(second).toHaveLength(3)
  })
})

describe('narrowing a study and going back', () => {
  test('measures nothing again, and puts the wider plan in force', async () => {
    const it = lab()
    await it.run()
    const [wide] = recordsOf(it.records, 'plan')
    const before = it.calls.length
    await it.run({ datasets: ['iris'], engines: ['base', 'a'] })
    expect(recordsOf(it.records, 'plan').at(-1)?.arms).toHaveLength(3)
    await it.run()
    expect(recordsOf(it.records, 'plan').at(-1)).toEqual(wide)
    expect(it.calls).toHaveLength(before)
  })

  test('appends the plan once, not at every run', async () => {
    const it = lab()
    await it.run()
    await it.run({ datasets: ['iris'] })
    await it.run()
    const before = it.records.length
    await it.run()
    expect(it.records).toHaveLength(before)
  })
})

describe('a changed grid', () => {
  const wide = {
    ...IRIS,
    grid: { n_neighbors: [1, 3, 5], metric: ['euclidean'], weights: ['uniform'] } as const,
  }

  test('answers only what is new', async () => {
    const it = lab()
    await it.run(IRIS)
    const before = it.calls.length
    await it.run(wide)
    const answered = it.calls.slice(before).filter(({ stage }) => stage === 'answers')
    expect(answered.map(({ configurations }) => configurations)).toEqual([
      ['3/euclidean/uniform'],
      ['3/euclidean/uniform'],
      ['3/euclidean/uniform'],
    ])
  })

  test('measures every round again, since its blocks lack the new configuration', async () => {
    const it = lab()
    await it.run(IRIS)
    await it.run(wide)
    const again = recordsOf(it.records, 'block').filter(({ group_attempt }) => group_attempt === 1)
    expect(again).toHaveLength(12)
    for (const { configurations } of again) {
      expect(configurations.map(configurationKey).toSorted()).toEqual([
        '1/euclidean/uniform',
        '3/euclidean/uniform',
        '5/euclidean/uniform',
      ])
    }
  })
})

describe('a grid narrowed', () => {
  const narrow = {
    ...IRIS,
    grid: { n_neighbors: [5], metric: ['euclidean'], weights: ['uniform'] } as const,
  }

  test('measures again, since no report counts a block that timed more than is planned', async () => {
    const it = lab()
    await it.run(IRIS)
    expect(counted(it)).toHaveLength(12)
    await it.run(narrow)
    expect(counted(it)).toHaveLength(12)
    const before = it.calls.length
    await it.run(narrow)
    expect(it.calls).toHaveLength(before)
  })

  test('and widened again measures what the latest blocks lack, once', async () => {
    const it = lab()
    await it.run(IRIS)
    await it.run(narrow)
    await it.run(IRIS)
    expect(counted(it)).toHaveLength(12)
    const before = it.calls.length
    await it.run(IRIS)
    expect(it.calls).toHaveLength(before)
  })
})

test.each([
  [4, 2],
  [2, 4],
  [2, 1],
])(
  'subsets of %i configurations changed to %i: a report counts every arm of every round',
  async (first, then) => {
    const study = (configurations_per_round: number) => ({
      datasets: ['iris'],
      grid: { n_neighbors: [1, 5], metric: ['euclidean', 'manhattan'], weights: ['uniform'] } as const,
      protocol: { rounds: 4, configurations_per_round },
    })
    const it = lab()
    await it.run(study(first))
    await it.run(study(then))
    expect(counted(it)).toHaveLength(4 * 4)
    const before = it.calls.length
    await it.run(study(then))
    expect(it.calls).toHaveLength(before)
  },
)

describe('a budget', () => {
  const slow = { ...IRIS, row_ns: { b: 1e6 } }

  test('drops the dearest arm, which is recorded and neither answered nor timed', async () => {
    const it = lab()
    await it.run({ ...slow, protocol: { rounds: 3, max_arm_ns: 30e6 } })
    expect(failures(it.records)).toEqual(['iris b all over-budget'])
    expect(it.calls.filter(({ engine }) => engine === 'b').map(({ stage }) => stage)).toEqual(['probe'])
    expect(recordsOf(it.records, 'plan').at(-1)).toMatchObject({ family_size: 1 })
  })

  test('never drops baseline or null arm', async () => {
    const it = lab()
    await it.run({ ...IRIS, row_ns: { base: 1e6 }, protocol: { rounds: 3, max_arm_ns: 1, budget_ns: 1 } })
    expect(new Set(blocks(it.records))).toEqual(
      new Set([0, 1, 2].flatMap((r) => ['main', 'null'].map((arm) => `${r}.0 iris base/${arm} measured`))),
    )
  })

  test('that is raised later brings the arm back', async () => {
    const it = lab()
    await it.run({ ...slow, protocol: { rounds: 3, max_arm_ns: 30e6 } })
    await it.run({ ...slow, protocol: { rounds: 3, max_arm_ns: 1e12 } })
    expect(armsOf(it, 1)).toEqual(['b/main', 'base/main', 'base/null'])
    expect(recordsOf(it.records, 'plan').at(-1)).toMatchObject({ family_size: 2 })
  })
})
