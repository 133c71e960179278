import { expect, test } from 'vitest'
import { countBlocks } from '../../src/report/counted-blocks.ts'
import { indexLedger } from '../../src/report/ledger-index.ts'
import { blocks, failures, recordsOf } from './ledger-view.ts'
import type { Call } from './scripted-engine.ts'
import { lab } from './scripted-study.ts'

const IRIS = { datasets: ['iris'], protocol: { rounds: 3 } }
const ARMS = 4

/** The lid is closed while the block at this position of all blocks is open. */
function sleepIn(position: number): (call: Call) => boolean {
  let started = 0
  return ({ stage }) => stage === 'block' && started++ === position
}

// In docs/faults-host.md: the machine is suspended within a round (a closed lid)
test.each([5, 6, 7])(
  'a machine that sleeps within a round begins the round again, after %i finished blocks',
  async (position) => {
    const { records, run } = lab()
    await run({ ...IRIS, sleeps: sleepIn(position) })
    const ofRound = (attempt: number) =>
      recordsOf(records, 'block').filter(
        ({ round, group_attempt }) => round === 1 && group_attempt === attempt,
      )
    // What it was measuring is not recorded, and what it had measured before is superseded.
    expect(ofRound(0)).toHaveLength(position - ARMS)
    expect(ofRound(1)).toHaveLength(ARMS)
    const index = indexLedger(records)
    if (index === undefined) throw new Error('no study')
    const counted = [...countBlocks(index).byArm.values()].flat()
    expect(counted).toHaveLength(3 * ARMS)
    for (const { block, baseline } of counted)
      expect(baseline?.block.group_attempt ?? block.group_attempt).toBe(block.group_attempt)
  },
)

test('a machine that sleeps in the first block of a round leaves no trace of it', async () => {
  const slept = lab()
  await slept.run({ ...IRIS, sleeps: sleepIn(ARMS) })
  const whole = lab()
  await whole.run(IRIS)
  expect(blocks(slept.records)).toEqual(blocks(whole.records))
})

test('a sleep before the rounds changes nothing', async () => {
  const slept = lab()
  await slept.run({ ...IRIS, sleeps: ({ stage }) => stage !== 'block' })
  const whole = lab()
  await whole.run(IRIS)
  expect(blocks(slept.records)).toEqual(blocks(whole.records))
})

test('a failure in a block that the machine slept in is nobody’s', async () => {
  const { records, run } = lab()
  const isFirst = ({ stage, nth, engine }: Call): boolean => stage === 'block' && nth === 0 && engine === 'b'
  await run({
    ...IRIS,
    sleeps: isFirst,
    fault: (call) => (isFirst(call) ? { kind: 'timeout', at: 'load' } : undefined),
  })
  expect(failures(records)).toEqual([])
  expect(blocks(records).filter((line) => line.includes('b/main'))).toHaveLength(3)
})

// In docs/faults-host.md: the host is stopped and goes on (Ctrl-Z, a frozen container)
test('a block in which the host was stopped is no measurement: its round begins again', async () => {
  const { records, run } = lab()
  await run({ ...IRIS, stops: sleepIn(ARMS + 2), leaves: leavesIn(ARMS + 2) })
  const whole = lab()
  await whole.run(IRIS)
  const counted = blocks(records).filter((line) => !line.startsWith('1.0'))
  expect(counted).toEqual(blocks(whole.records).map((line) => line.replace('1.0', '1.1')))
  expect(blocks(records).filter((line) => line.startsWith('1.0'))).toHaveLength(2)
  expect(recordsOf(records, 'leftover')).toEqual([])
})

test('a probe in which the host was stopped is no estimate', async () => {
  const it = lab()
  await it.run({
    ...IRIS,
    stops: ({ stage, engine, nth }) => stage === 'probe' && engine === 'a' && nth === 0,
  })
  const probed = it.calls.filter(({ stage }) => stage === 'probe').map(({ engine }) => engine)
  expect(probed).toEqual(['base', 'a', 'a', 'b'])
  expect(recordsOf(it.records, 'probe')).toHaveLength(3)
})

test.each(['probe', 'block'])(
  'a machine that stops in every %s is told, and not tried for ever',
  async (wanted) => {
    const { records, run } = lab()
    await expect(run({ ...IRIS, stops: ({ stage }) => stage === wanted })).rejects.toThrow(
      'this program was stopped for over a second in each of 20 tries to measure the same thing.',
    )
    expect(blocks(records)).toEqual([])
  },
)

/** The process of the block at this position leaves a child behind. */
function leavesIn(position: number): (call: Call) => number {
  const isThere = sleepIn(position)
  return (call) => (isThere(call) ? 1 : 0)
}
