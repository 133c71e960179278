import { describe, expect, test } from 'vitest'
import { configurationKey } from '../../src/plan/grid.ts'
import { blocks, failures, recordsOf } from './ledger-view.ts'
import type { Call, Fault } from './scripted-engine.ts'
import { type Lab, lab, type Script } from './scripted-study.ts'

const K1 = '1/euclidean/uniform'
const K5 = '5/euclidean/uniform'
const ONE: Partial<Script> = { datasets: ['iris'], engines: ['base', 'a'], protocol: { rounds: 3 } }

/** A fault of engine `a`, at one of its starts for a stage or at all of them. */
function faultOfA(stage: Call['stage'], fault: Fault, nth?: number): Pick<Script, 'fault'> {
  return {
    fault: (call) => {
      const isIt = call.engine === 'a' && call.stage === stage && (nth === undefined || nth === call.nth)
      return isIt ? fault : undefined
    },
  }
}

function timedBy({ calls }: Lab, engine: string): (readonly string[])[] {
  return calls
    .filter((call) => call.engine === engine && call.stage === 'block')
    .map(({ configurations }) => configurations.toSorted())
}

function ofA(all: readonly string[]): string[] {
  return all.filter((block) => block.includes(' a/'))
}

describe('a configuration that runs into the timeout in a round', () => {
  test('voids the block, which is repeated without it in the same attempt', async () => {
    const it = lab()
    await it.run({ ...ONE, ...faultOfA('block', { kind: 'timeout', at: K1 }, 1) })
    expect(ofA(blocks(it.records))).toEqual([
      '0.0 iris a/main measured',
      '1.0 iris a/main timeout',
      '1.0 iris a/main measured',
      '2.0 iris a/main measured',
    ])
    expect(timedBy(it, 'a')).toEqual([[K1, K5], [K1, K5], [K5], [K5]])
  })

  test('is recorded with its message, and is not tried again by a later run', async () => {
    const it = lab()
    await it.run({ ...ONE, ...faultOfA('block', { kind: 'timeout', at: K1 }, 1) })
    expect(failures(it.records)).toEqual([`iris a ${K1} timeout`])
    expect(recordsOf(it.records, 'failure')[0]).toMatchObject({
      stage: 'round',
      arm: 'main',
      message: 'timeout as the script says',
    })
    const before = it.calls.length
    await it.run(ONE)
    expect(it.calls).toHaveLength(before)
  })

  test('leaves the other arms whole', async () => {
    const it = lab()
    await it.run({ ...ONE, ...faultOfA('block', { kind: 'timeout', at: K1 }, 1) })
    for (const configurations of timedBy(it, 'base')) expect(configurations).toEqual([K1, K5])
  })

  test('at its first prediction is not used for first predictions and warm-ups again', async () => {
    const it = lab()
    await it.run({ ...ONE, ...faultOfA('block', { kind: 'timeout', at: 'first' }, 1) })
    expect(failures(it.records)).toEqual([`iris a ${K5} timeout`])
    expect(timedBy(it, 'a')).toEqual([[K1, K5], [K1, K5], [K1], [K1]])
  })

  test('one after the other leaves the arm without blocks when none is left', async () => {
    const it = lab()
    await it.run({ ...ONE, ...faultOfA('block', { kind: 'timeout', at: 'first' }) })
    expect(failures(it.records).toSorted()).toEqual([`iris a ${K1} timeout`, `iris a ${K5} timeout`])
    expect(ofA(blocks(it.records))).toEqual(['0.0 iris a/main timeout', '0.0 iris a/main timeout'])
  })

  test('in the null arm is recorded there, and leaves the baseline out too', async () => {
    const it = lab()
    const nulls = (): number => recordsOf(it.records, 'block').filter(({ arm }) => arm === 'null').length
    let isDone = false
    await it.run({
      ...ONE,
      fault: ({ stage, engine }) => {
        const after = recordsOf(it.records, 'block').filter(({ engine: e }) => e === 'base').length
        if (isDone || stage !== 'block' || engine !== 'base' || after !== 3) return undefined
        isDone = true
        return { kind: 'timeout', at: K1 }
      },
    })
    expect(nulls()).toBeGreaterThan(0)
    const [failure] = recordsOf(it.records, 'failure')
    const [voided] = recordsOf(it.records, 'block-end').filter(({ outcome }) => outcome === 'timeout')
    const block = recordsOf(it.records, 'block').find(({ block_id }) => block_id === voided.block_id)
    expect(failure.arm).toBe(block?.arm)
    expect(timedBy(it, 'base').slice(4)).toEqual([[K5], [K5], [K5]])
  })
})

describe('an engine that crashes', () => {
  test('before it has loaded the data drops the arm', async () => {
    const it = lab()
    await it.run({ ...ONE, ...faultOfA('block', { kind: 'crashed', at: 'load' }, 1) })
    expect(failures(it.records)).toEqual(['iris a all crashed'])
    expect(ofA(blocks(it.records))).toEqual(['0.0 iris a/main measured', '1.0 iris a/main crashed'])
  })

  test('in the probe is neither answered nor timed, and stays in the plan', async () => {
    const it = lab()
    await it.run({ ...ONE, ...faultOfA('probe', { kind: 'crashed', at: 'load' }) })
    expect(failures(it.records)).toEqual(['iris a all crashed'])
    expect(it.calls.filter(({ engine }) => engine === 'a')).toHaveLength(1)
    const [plan] = recordsOf(it.records, 'plan')
    expect(plan.arms.map(({ engine, arm, decision }) => `${engine} ${arm} ${decision}`)).toEqual([
      'base main run',
      'base null run',
      'a main failed',
    ])
    expect(plan.family_size).toBe(0)
  })

  test('in the probe as the baseline leaves the other arms measured', async () => {
    const it = lab()
    const script: Partial<Script> = {
      ...ONE,
      fault: ({ engine, stage }) =>
        engine === 'base' && stage === 'probe' ? { kind: 'crashed', at: 'load' } : undefined,
    }
    await it.run(script)
    expect(blocks(it.records)).toEqual([0, 1, 2].map((round) => `${round}.0 iris a/main measured`))
    expect(failures(it.records)).toEqual(['iris base all crashed'])
    const before = it.calls.length
    await it.run(script)
    expect(it.calls).toHaveLength(before)
  })

  test('everywhere leaves each case in the plan with what failed', async () => {
    const it = lab()
    await it.run({ fault: ({ stage }) => (stage === 'probe' ? { kind: 'crashed', at: 'load' } : undefined) })
    const planned = recordsOf(it.records, 'plan')[0].arms
    expect(new Set(planned.map(({ decision }) => decision))).toEqual(new Set(['failed']))
    expect(planned).toHaveLength(2 * 4)
    expect(failures(it.records)).toHaveLength(2 * 3)
  })

  test('of one case is still measured on the other', async () => {
    const it = lab()
    await it.run({
      engines: ['base', 'a'],
      fault: ({ engine, stage, dataset }) =>
        engine === 'a' && stage === 'block' && dataset === 'iris'
          ? { kind: 'crashed', at: 'load' }
          : undefined,
    })
    expect(ofA(blocks(it.records)).filter((block) => block.includes('wine'))).toHaveLength(4)
  })

  test('out of memory in one configuration loses only that one', async () => {
    const it = lab()
    await it.run({ ...ONE, ...faultOfA('block', { kind: 'out-of-memory', at: K1 }, 0) })
    expect(failures(it.records)).toEqual([`iris a ${K1} out-of-memory`])
    expect(ofA(blocks(it.records))[0]).toBe('0.0 iris a/main out-of-memory')
    expect(timedBy(it, 'a').slice(1)).toEqual([[K5], [K5], [K5]])
  })

  test('as the baseline leaves the other arms measured', async () => {
    const it = lab()
    await it.run({
      ...ONE,
      fault: ({ engine, stage }) =>
        engine === 'base' && stage === 'block' ? { kind: 'crashed', at: 'load' } : undefined,
    })
    expect(ofA(blocks(it.records))).toHaveLength(3)
    const before = it.calls.length
    await it.run(ONE)
    expect(it.calls).toHaveLength(before)
  })
})

describe('labels that differ from those that were graded', () => {
  test('void the block, and the cell is not timed again', async () => {
    const it = lab()
    await it.run({ ...ONE, ...faultOfA('block', { kind: 'changes-labels', at: K1 }, 0) })
    expect(failures(it.records)).toEqual([`iris a ${K1} changed-answers`])
    expect(ofA(blocks(it.records))).toEqual([
      '0.0 iris a/main changed-answers',
      '0.0 iris a/main measured',
      '1.0 iris a/main measured',
      '2.0 iris a/main measured',
    ])
    expect(timedBy(it, 'a')).toEqual([[K1, K5], [K5], [K5], [K5]])
  })

  test('in a later round void that block only', async () => {
    const it = lab()
    await it.run({ ...ONE, ...faultOfA('block', { kind: 'changes-labels', at: K1 }, 2) })
    expect(ofA(blocks(it.records)).slice(0, 3)).toEqual([
      '0.0 iris a/main measured',
      '1.0 iris a/main measured',
      '2.0 iris a/main changed-answers',
    ])
  })

  test('in several samples of one configuration are one failure', async () => {
    const it = lab()
    const fault: Fault = { kind: 'changes-labels', at: K1 }
    await it.run({ ...ONE, protocol: { rounds: 3, repeats: 2 }, ...faultOfA('block', fault, 0) })
    expect(failures(it.records)).toEqual([`iris a ${K1} changed-answers`])
  })
})

describe('cells that are not timed', () => {
  test('wrong answers are graded, and never timed', async () => {
    const it = lab()
    await it.run({ ...ONE, wrong: [`a ${K5}`] })
    expect(timedBy(it, 'a')).toEqual([[K1], [K1], [K1]])
    const grades = recordsOf(it.records, 'verification').filter(({ engine }) => engine === 'a')
    expect(grades.map(({ configuration, grade }) => `${configurationKey(configuration)} ${grade}`)).toEqual([
      `${K1} identical`,
      `${K5} wrong`,
    ])
  })

  test('a wrong answer names the test row and says what is wrong in a sentence with the labels of the dataset', async () => {
    const it = lab()
    await it.run({ ...ONE, wrong: [`a ${K5}`] })
    const wrong = recordsOf(it.records, 'verification').find(({ grade }) => grade === 'wrong')
    expect(wrong).toMatchObject({
      rows_wrong: 1,
      first_wrong: { test_row: 1, sentence: 'the label is no, but the neighbors elect yes' },
    })
  })

  test('an engine wrong everywhere has no blocks', async () => {
    const it = lab()
    await it.run({ ...ONE, wrong: [`a ${K1}`, `a ${K5}`] })
    expect(ofA(blocks(it.records))).toEqual([])
  })

  test('what a manifest rules out is recorded once as unsupported', async () => {
    const it = lab()
    const script: Partial<Script> = {
      ...ONE,
      grid: { n_neighbors: [1, 7], metric: ['euclidean', 'manhattan'], weights: ['uniform'] },
      capabilities: { a: { metrics: ['euclidean'] } },
    }
    await it.run(script)
    await it.run(script)
    expect(failures(it.records)).toEqual([
      'iris base 7/euclidean/uniform unsupported',
      'iris base 7/manhattan/uniform unsupported',
      'iris a 7/euclidean/uniform unsupported',
      'iris a 1/manhattan/uniform unsupported',
      'iris a 7/manhattan/uniform unsupported',
    ])
    expect(recordsOf(it.records, 'failure').map(({ message }) => message)).toEqual([
      'k=7 > n_train=6',
      'k=7 > n_train=6',
      'k=7 > n_train=6',
      'metric=manhattan is not offered',
      'metric=manhattan is not offered',
    ])
  })
})

test.each([
  [
    'more threads than it can use',
    { protocol: { rounds: 1, threads: 2 }, capabilities: { base: { threads: 2 } } },
  ],
  ['an approximate engine without neighbors', { capabilities: { a: { exact: false, neighbors: false } } }],
])('%s is recorded as unsupported, and nothing is started for it', async (_, script) => {
  const it = lab()
  await it.run({ ...ONE, ...script })
  expect(failures(it.records)).toEqual([`iris a ${K1} unsupported`, `iris a ${K5} unsupported`])
  expect(recordsOf(it.records, 'plan')[0].arms.at(-1)).toMatchObject({ engine: 'a', decision: 'unsupported' })
  expect(new Set(it.calls.map(({ engine }) => engine))).toEqual(new Set(['base']))
})

describe('the untimed pass', () => {
  test('goes on without the configuration that ended it', async () => {
    const it = lab()
    await it.run({ ...ONE, ...faultOfA('answers', { kind: 'timeout', at: K1 }) })
    const answered = it.calls.filter(({ engine, stage }) => engine === 'a' && stage === 'answers')
    expect(answered.map(({ configurations }) => configurations)).toEqual([[K1, K5], [K5]])
    expect(failures(it.records)).toEqual([`iris a ${K1} timeout`])
    expect(timedBy(it, 'a')).toEqual([[K5], [K5], [K5]])
  })

  test('records what an engine refuses itself', async () => {
    const it = lab()
    await it.run({ ...ONE, ...faultOfA('answers', { kind: 'refuses', at: K1 }) })
    expect(failures(it.records)).toEqual([`iris a ${K1} unsupported`])
    expect(recordsOf(it.records, 'failure')[0]).toMatchObject({ stage: 'answers', message: 'not this one' })
  })

  test('records what an engine passes over without a word', async () => {
    const it = lab()
    await it.run({ ...ONE, ...faultOfA('answers', { kind: 'passes-over', at: K1 }) })
    expect(failures(it.records)).toEqual([`iris a ${K1} error`])
  })

  test('records an answer file that cannot be read, and grades the others', async () => {
    const it = lab()
    await it.run({ ...ONE, ...faultOfA('answers', { kind: 'broken-file', at: K1 }) })
    expect(failures(it.records)).toEqual([`iris a ${K1} error`])
    expect(recordsOf(it.records, 'failure')[0].message).toContain('labels-1-euclidean-uniform.npy')
    expect(timedBy(it, 'a')).toEqual([[K5], [K5], [K5]])
  })
})

describe('in a round that ends well', () => {
  test('what an engine refuses is recorded, and the rest counts', async () => {
    const it = lab()
    await it.run({ ...ONE, ...faultOfA('block', { kind: 'refuses', at: K1 }, 0) })
    expect(failures(it.records)).toEqual([`iris a ${K1} unsupported`])
    expect(ofA(blocks(it.records))).toHaveLength(3)
    expect(timedBy(it, 'a')).toEqual([[K1, K5], [K5], [K5]])
  })

  test('what an engine passes over without a word is recorded too', async () => {
    const it = lab()
    await it.run({ ...ONE, ...faultOfA('block', { kind: 'passes-over', at: K1 }, 0) })
    expect(failures(it.records)).toEqual([`iris a ${K1} error`])
  })
})

test('what spoils a block is written before its end: cut anywhere, no ledger has the block count without it', async () => {
  const it = lab()
  await it.run({ ...ONE, ...faultOfA('block', { kind: 'passes-over', at: K1 }, 0) })
  const spoilt = it.records.findIndex(({ type }) => type === 'failure')
  const block = it.records.findLastIndex(({ type }, at) => type === 'block' && at < spoilt)
  const end = it.records.findIndex(({ type }, at) => type === 'block-end' && at > block)
  expect(recordsOf(it.records, 'failure')).toHaveLength(1)
  expect([it.records[block], it.records[end]]).toMatchObject([{ engine: 'a' }, { outcome: 'measured' }])
  expect(spoilt).toBeLessThan(end)
})
