import { describe, expect, test } from 'vitest'
import { planLines } from '../../src/cli/plan-text.ts'
import { Interrupted } from '../../src/runner/interrupted.ts'
import { recordsOf } from './ledger-view.ts'
import { lab, type Script, studyOf } from './scripted-study.ts'

const IRIS = { datasets: ['iris'], engines: ['base', 'a'], protocol: { rounds: 4 } }

/** Runs the script and gives the share of the plan's estimate that was told as left. */
async function shareLeft(it: ReturnType<typeof lab>, script: Partial<Script> = IRIS): Promise<number> {
  let share = Number.NaN
  const onPlan: Script['onPlan'] = ({ estimate_ns }, { rounds_ns }) => {
    share = rounds_ns / estimate_ns
  }
  await it.run({ ...script, onPlan }).catch((error) => expect(error).toBeInstanceOf(Interrupted))
  return share
}

describe('what is told to be left', () => {
  test('is everything at first and nothing at the second run', async () => {
    const it = lab()
    expect(await shareLeft(it)).toBeCloseTo(1)
    expect(await shareLeft(it)).toBe(0)
  })

  test('is what an interrupted run had still to do', async () => {
    const it = lab()
    let blocks = 0
    const fault: Script['fault'] = ({ stage }) =>
      stage === 'block' && blocks++ === 6 ? { kind: 'interrupted' } : undefined
    expect(await shareLeft(it, { ...IRIS, fault })).toBeCloseTo(1)
    const left = await shareLeft(it)
    expect(left).toBeGreaterThan(0.3) // two of four rounds, and no answers
    expect(left).toBeLessThan(0.6)
  })

  test('is the rounds that are new', async () => {
    const it = lab()
    await shareLeft(it, { ...IRIS, protocol: { rounds: 6 } })
    const left = await shareLeft(it, { ...IRIS, protocol: { rounds: 8 } })
    expect(left).toBeGreaterThan(0.15)
    expect(left).toBeLessThan(0.3)
  })

  test('is nothing where nothing can be timed', async () => {
    const it = lab()
    const wrong = ['base', 'a'].flatMap((engine) => [1, 5].map((k) => `${engine} ${k}/euclidean/uniform`))
    await shareLeft(it, { ...IRIS, wrong })
    expect(recordsOf(it.records, 'block')).toEqual([])
    expect(await shareLeft(it, { ...IRIS, wrong })).toBe(0)
  })
})

describe('in words', () => {
  test('a measured study has nothing to do, a part of it the time that is left', async () => {
    const it = lab()
    await it.run(IRIS)
    const [plan] = recordsOf(it.records, 'plan')
    const study = studyOf({
      grid: { n_neighbors: [1, 5], metric: ['euclidean'], weights: ['uniform'] },
      ...IRIS,
    })
    const planned = { study, ready: [], missing: [], configurations: 2, until: 'rounds' } as const
    const words = (rounds_ns: number) =>
      planLines(planned, { ...plan, estimate_ns: 17e9 }, { rounds_ns, fold_arms: 0 })[0]
    expect(words(0)).toBe('  already measured; nothing to do')
    expect(words(12e9)).toMatch(/^ {2}about 12 s of 17 s left; 1 comparison with base,/)
    expect(words(17e9)).toMatch(/^ {2}about 17 s; 1 comparison with base,/)
  })
})
