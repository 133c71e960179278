import { describe, expect, test } from 'vitest'
import { Interrupted } from '../../src/runner/interrupted.ts'
import type { LeftToDo } from '../../src/runner/left-to-do.ts'
import { recordsOf } from './ledger-view.ts'
import { type Lab, lab } from './scripted-study.ts'

const FOLDED = { datasets: ['iris'], folds: 3, engines: ['base', 'a'], protocol: { rounds: 2 } }

/** `dataset-fold-1 engine` of every process of one stage. */
function processes({ calls }: Lab, stage: string): string[] {
  return calls.filter((call) => call.stage === stage).map(({ dataset, engine }) => `${dataset} ${engine}`)
}

const FOLD_ARMS = [1, 2, 3].flatMap((fold) => [`iris-fold-${fold} base`, `iris-fold-${fold} a`])

describe('the folds of a cross-validation', () => {
  test('are answered by every engine, and neither probed nor timed', async () => {
    const it = lab()
    await it.run(FOLDED)
    expect(processes(it, 'answers')).toEqual(['iris base', 'iris a', ...FOLD_ARMS])
    expect(processes(it, 'probe')).toEqual(['iris base', 'iris a'])
    expect(new Set(processes(it, 'block'))).toEqual(new Set(['iris base', 'iris a']))
  })

  test('come after the rounds, so that no time waits for them', async () => {
    const it = lab()
    await it.run(FOLDED)
    const first = it.calls.findIndex(({ dataset }) => dataset.includes('fold'))
    expect(it.calls.findLastIndex(({ stage }) => stage === 'block')).toBe(first - 1)
  })

  test('change neither the order of the rounds, nor the family, nor the estimate', async () => {
    const [plain, folded] = [lab(), lab()]
    const script = { ...FOLDED, datasets: ['iris', 'wine', 'digits'], protocol: { rounds: 6 } }
    await plain.run({ ...script, folds: 0 })
    await folded.run(script)
    expect(processes(folded, 'block')).toEqual(processes(plain, 'block'))
    const [{ plan_key: _, arms, ...rest }] = recordsOf(folded.records, 'plan')
    const [{ plan_key: __, arms: plainArms, ...plainRest }] = recordsOf(plain.records, 'plan')
    expect(rest).toEqual(plainRest)
    expect(arms.filter(({ decision }) => decision !== 'score')).toEqual(plainArms)
    expect(arms.filter(({ decision }) => decision === 'score')).toHaveLength(18)
  })

  test('are never too dear', async () => {
    const it = lab()
    await it.run({ ...FOLDED, row_ns: { a: 1e9 }, protocol: { rounds: 2, max_arm_ns: 1e6, budget_ns: 1e6 } })
    const [{ arms }] = recordsOf(it.records, 'plan')
    expect(arms.flatMap(({ engine, decision }) => (engine === 'a' ? [decision] : []))).toEqual([
      'over-budget',
      'score',
      'score',
      'score',
    ])
  })

  test('are known to the report apart from what is timed', async () => {
    const it = lab()
    await it.run(FOLDED)
    const results = it.results()
    expect(results?.cases.map(({ facts }) => facts.case_id)).toEqual(['iris/holdout/default'])
    expect(results?.folds.map(({ facts }) => facts.fold)).toEqual([1, 2, 3])
    expect(results?.folds.flatMap(({ arms }) => arms.map(({ arm, engine }) => `${arm} ${engine}`))).toEqual(
      Array.from({ length: 3 }, () => ['main base', 'main a']).flat(),
    )
  })

  test('go on where a run was cut off', async () => {
    const it = lab()
    const fault = ({ dataset }: { dataset: string }) =>
      dataset === 'iris-fold-2' ? ({ kind: 'interrupted' } as const) : undefined
    await expect(it.run({ ...FOLDED, fault })).rejects.toThrow(Interrupted)
    const before = it.calls.length
    const left: LeftToDo[] = []
    await it.run({ ...FOLDED, onPlan: (_, one) => left.push(one) })
    expect(processes({ ...it, calls: it.calls.slice(before) }, 'answers')).toEqual(FOLD_ARMS.slice(2))
    expect(left).toEqual([{ rounds_ns: 0, fold_arms: 4 }])
    const done = it.calls.length
    await it.run({ ...FOLDED, onPlan: (_, one) => left.push(one) })
    expect(it.calls).toHaveLength(done)
    expect(left[1]).toEqual({ rounds_ns: 0, fold_arms: 0 })
  })

  test('that come to a measured study are answered, and nothing is measured again', async () => {
    const it = lab()
    await it.run({ ...FOLDED, folds: 0 })
    const before = it.calls.length
    await it.run(FOLDED)
    expect(
      it.calls.slice(before).map(({ stage, dataset, engine }) => `${stage} ${dataset} ${engine}`),
    ).toEqual(FOLD_ARMS.map((arm) => `answers ${arm}`))
  })

  test('are answered again with --force', async () => {
    const it = lab()
    await it.run(FOLDED)
    const before = it.calls.length
    await it.run({ ...FOLDED, again: ['a'] })
    expect(processes({ ...it, calls: it.calls.slice(before) }, 'answers')).toEqual([
      'iris a',
      ...FOLD_ARMS.filter((arm) => arm.endsWith(' a')),
    ])
  })

  test('are answered by a run that only answers', async () => {
    const it = lab()
    await it.run({ ...FOLDED, until: 'answers' })
    expect(processes(it, 'answers')).toEqual(['iris base', 'iris a', ...FOLD_ARMS])
    expect(it.results()?.folds).toHaveLength(3)
  })
})
