import { expect, test } from 'vitest'
import {
  asPairs,
  asTwoGroups,
  balancedGate,
  fixedOrderGate,
  type Gate,
  judged,
  oneAfterTheOtherGate,
  type Reading,
} from '../../scripts/gate-rates/designs.ts'
import type { RecordedBlock, RecordedRound } from '../../scripts/gate-rates/recorded.ts'
import { seededDraw } from '../../scripts/simulated-methods.ts'

const N = 12
const GATES = 1000

/** Rounds of equal builds: noise of 1 %, and what else acts on a block at its place. */
function recordOf(effect: (round: number, position: number) => number): RecordedRound[] {
  const { normal } = seededDraw(7)
  return Array.from({ length: 480 }, (_, round) => {
    const block = (position: number): RecordedBlock => {
      const [noise] = normal(1)
      return {
        position,
        predict_ns: 1e6 * Math.exp(0.01 * noise + effect(round, position)),
        peak_bytes: 1,
        fit_bytes: 1,
      }
    }
    const [base, head, null_arm] = [0, 1, 2].map((at) => block((at + round) % 3))
    return { base, head, null_arm }
  })
}

type Design = (rounds: readonly RecordedRound[], n: number, uniform: () => number) => Gate

function rate(rounds: readonly RecordedRound[], design: Design, reading: Reading): number {
  const { seed } = seededDraw(11)
  const uniform = () => seed() / 2 ** 31
  const gates = Array.from({ length: GATES }, () => design(rounds, N, uniform))
  return gates.filter((gate) => (reading(gate)?.low ?? 0) > 0).length / GATES
}

test('pairs in any order keep their level, whatever the place in a round does', () => {
  const rounds = recordOf((_, position) => 0.02 * position)
  expect(rate(rounds, balancedGate, asPairs)).toBeLessThan(0.05)
  expect(rate(rounds, fixedOrderGate, asPairs)).toBeGreaterThan(0.9)
})

test('pairs keep their level under a drift that two groups one after the other take for a difference', () => {
  const rounds = recordOf((round) => 0.3 * Math.sin(round / 40))
  expect(rate(rounds, balancedGate, asPairs)).toBeLessThan(0.05)
  expect(rate(rounds, oneAfterTheOtherGate, asTwoGroups)).toBeGreaterThan(0.2)
})

test('the verdict is that of the gate: slower beyond the tolerance alone', () => {
  const rule = { equivalence: 0.05, alpha: 0.05, family_size: 1 }
  const statusOf = (factor: number) => {
    const { seed } = seededDraw(3)
    const gate = balancedGate(
      recordOf(() => 0),
      N,
      () => seed() / 2 ** 31,
    )
    const head = gate.head.map((block) => ({ ...block, predict_ns: factor * block.predict_ns }))
    return judged({ ...gate, head }, 'predict_ns', rule).status
  }
  expect([1, 1.02, 1.1].map(statusOf)).toEqual(['passed', 'passed', 'regression'])
})
