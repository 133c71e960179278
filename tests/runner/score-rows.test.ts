import { describe, expect, test } from 'vitest'
import { recordsOf } from './ledger-view.ts'
import { SCORED_ROWS, TIMED_ROWS } from './scripted-engine.ts'
import { type Lab, lab } from './scripted-study.ts'

/** A baseline whose untimed pass takes 9 ms on all rows and 5 ms on the timed ones. */
const SLOW = { datasets: ['iris'], engines: ['base', 'a'], row_ns: { base: 1e6 } }
const [TIGHT, WIDE] = [8e6, 1e12]

function run(it: Lab, max_arm_ns: number): Promise<void> {
  return it.run({ ...SLOW, protocol: { rounds: 1, max_arm_ns } })
}

/** Rows graded of each cell in ledger order, as `base 4`. */
function graded({ records }: Lab): string[] {
  return recordsOf(records, 'verification').map(({ engine, rows_graded }) => `${engine} ${rows_graded}`)
}

describe('an arm whose untimed pass alone exceeds max_arm', () => {
  test('is scored on the timed rows, and the plan says so', async () => {
    const it = lab()
    await run(it, TIGHT)
    expect(graded(it).toSorted()).toEqual([
      ...Array(2).fill(`a ${SCORED_ROWS}`),
      ...Array(2).fill(`base ${TIMED_ROWS}`),
    ])
    const [plan] = recordsOf(it.records, 'plan')
    expect(plan.arms.map(({ engine, arm, score_rows }) => [engine, arm, score_rows])).toEqual([
      ['base', 'main', TIMED_ROWS],
      ['base', 'null', undefined],
      ['a', 'main', undefined],
    ])
  })

  test('is not planned so if it is over budget all the same', async () => {
    const it = lab()
    await it.run({ ...SLOW, row_ns: { a: 1e6 }, protocol: { rounds: 1, max_arm_ns: TIGHT } })
    const planned = recordsOf(it.records, 'plan')[0].arms.find(({ engine }) => engine === 'a')
    expect(planned?.decision).toBe('over-budget')
    expect(planned).not.toHaveProperty('score_rows')
  })

  test('names the rows that were graded, which are those that are timed', async () => {
    const it = lab()
    await run(it, TIGHT)
    const [data] = recordsOf(it.records, 'data')
    const rows = new Map(recordsOf(it.records, 'verification').map((one) => [one.engine, one.score_rows]))
    expect(rows).toEqual(
      new Map([
        ['base', data.timed_rows],
        ['a', data.score_rows],
      ]),
    )
  })

  test('is measured like any other, and the hash of its timed labels holds', async () => {
    const it = lab()
    await run(it, TIGHT)
    expect(recordsOf(it.records, 'block-end').map(({ outcome }) => outcome)).toEqual(
      Array(3).fill('measured'),
    )
    const changed = lab()
    await changed.run({
      ...SLOW,
      protocol: { rounds: 1, max_arm_ns: TIGHT },
      fault: ({ engine, stage }) =>
        engine === 'base' && stage === 'block'
          ? { kind: 'changes-labels', at: '5/euclidean/uniform' }
          : undefined,
    })
    expect(recordsOf(changed.records, 'failure').map(({ kind }) => kind)).toEqual(['changed-answers'])
  })

  test('is answered again on all rows when max_arm allows it, and not a third time', async () => {
    const it = lab()
    await run(it, TIGHT)
    await run(it, WIDE)
    expect(graded(it).slice(4)).toEqual(Array(2).fill(`base ${SCORED_ROWS}`))
    const before = it.calls.length
    await run(it, WIDE)
    await run(it, TIGHT)
    expect(it.calls).toHaveLength(before)
  })
})
