import { expect, test } from 'vitest'
import { planLines } from '../../src/cli/plan-text.ts'
import { RECORDS } from '../ledger/records.ts'
import { studyOf } from '../runner/scripted-study.ts'

const GRID = { n_neighbors: [1], metric: ['euclidean'], weights: ['uniform'] } as const
const STUDY = studyOf({ datasets: ['iris', 'wine'], engines: ['base', 'a'], grid: GRID, protocol: {} })
const PLAN = RECORDS.plan({
  family_size: 2,
  dataset_families: [
    { dataset: 'iris', family_size: 1 },
    { dataset: 'wine', family_size: 1 },
  ],
})

function linesOf(family: 'study' | 'dataset'): string {
  const study = { ...STUDY, analysis: { ...STUDY.analysis, family } }
  return planLines({ study, ready: [], missing: [], configurations: 1, until: 'rounds' }, PLAN, {
    rounds_ns: 1,
    fold_arms: 0,
  }).join('\n')
}

test('the plan says how many comparisons share α, and how quiet the machine must be for them', () => {
  expect(linesOf('study')).toContain('2 comparisons with base, equivalence ±5 %, α = 0.05 for the family')
  // δ√n / t by hand: 0.04879 · 2 / t(0.9875, 3 df) = 4.1765, so 2.4 %; at m = 1, t(0.975, 3 df) = 3.1824, so 3.1 %
  expect(linesOf('study')).toContain('±5 % can be shown if rounds vary by less than 2.4 %')
})

test('what is scored and not timed is told, and when only that is left', () => {
  const planned = { study: STUDY, ready: [], missing: [], configurations: 1, until: 'rounds' } as const
  const words =
    'after that, answers to 10 engines × folds are scored; they are not timed and not in this estimate'
  expect(planLines(planned, PLAN, { rounds_ns: 1, fold_arms: 10 })).toContain(`  ${words}`)
  expect(planLines(planned, PLAN, { rounds_ns: 0, fold_arms: 10 })).toEqual(['  already timed', `  ${words}`])
  expect(planLines(planned, PLAN, { rounds_ns: 0, fold_arms: 0 })).toEqual([
    '  already measured; nothing to do',
  ])
})

test('with family: dataset each dataset has its own α, which asks less of the machine', () => {
  expect(linesOf('dataset')).toContain(
    '2 comparisons with base (1 on iris, 1 on wine), equivalence ±5 %, α = 0.05 for each dataset',
  )
  expect(linesOf('dataset')).toContain('±5 % can be shown if rounds vary by less than 3.1 %')
})
