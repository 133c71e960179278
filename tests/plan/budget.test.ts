import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decideBudget, type Estimated } from '../../src/plan/budget.ts'

const always = (estimate_ns: number): Estimated => ({ estimate_ns, keep: 'always' })
const arm = (estimate_ns: number): Estimated => ({ estimate_ns, keep: 'if-affordable' })

test('without limits everything runs', () => {
  expect(decideBudget([always(1), arm(1e18)], {})).toEqual(['run', 'run'])
})

test('an arm above max_arm is over budget, one at it is not', () => {
  expect(decideBudget([arm(10), arm(11)], { max_arm_ns: 10 })).toEqual(['run', 'over-budget'])
})

test('the dearest arms go first, and no more than needed', () => {
  const arms = [always(10), arm(30), arm(50), arm(40)]
  expect(decideBudget(arms, { budget_ns: 90 })).toEqual(['run', 'run', 'over-budget', 'run'])
  expect(decideBudget(arms, { budget_ns: 79 })).toEqual(['run', 'run', 'over-budget', 'over-budget'])
})

test('an arm above max_arm no longer counts towards the budget', () => {
  expect(decideBudget([always(10), arm(100), arm(50)], { max_arm_ns: 60, budget_ns: 60 })).toEqual([
    'run',
    'over-budget',
    'run',
  ])
})

test('baseline and null arm run even if they alone exceed both limits', () => {
  expect(decideBudget([always(100), always(90), arm(1)], { max_arm_ns: 50, budget_ns: 50 })).toEqual([
    'run',
    'run',
    'over-budget',
  ])
})

test('of two equally dear arms the first in the list goes', () => {
  expect(decideBudget([arm(5), arm(5)], { budget_ns: 5 })).toEqual(['over-budget', 'run'])
})

test('whatever runs fits the budget unless only what is always kept runs, and no dropped arm is cheaper', () => {
  const anyArm = fc.record({
    estimate_ns: fc.integer({ min: 0, max: 1000 }),
    keep: fc.constantFrom<Estimated['keep']>('always', 'if-affordable'),
  })
  fc.assert(
    fc.property(fc.array(anyArm, { maxLength: 12 }), fc.integer({ min: 0, max: 3000 }), (arms, budget_ns) => {
      const decisions = decideBudget(arms, { budget_ns })
      const running = arms.filter((_, i) => decisions[i] === 'run')
      const dropped = arms.filter((_, i) => decisions[i] === 'over-budget')
      const droppable = running.filter(({ keep }) => keep === 'if-affordable')
      const total = running.reduce((sum, { estimate_ns }) => sum + estimate_ns, 0)
      expect(dropped.every(({ keep }) => keep === 'if-affordable')).toBe(true)
      expect(total <= budget_ns || droppable.length === 0).toBe(true)
      for (const gone of dropped) {
        for (const kept of droppable) expect(gone.estimate_ns).toBeGreaterThanOrEqual(kept.estimate_ns)
      }
    }),
  )
})
