import { estimate, infer } from '../../src/report/estimate.ts'
import { type Judged, judgeRatio } from '../../src/report/gate/judged-ratio.ts'
import type { RoundLogRatios } from '../../src/report/log-ratios.ts'
import type { Statistic } from '../../src/stats/statistic.ts'
import type { Interval } from '../../src/stats/t-inference.ts'
import type { VerdictRule } from '../../src/stats/verdict.ts'
import { welchT } from '../../src/stats/welch-t.ts'
import type { RecordedBlock, RecordedRound } from './recorded.ts'

/** Where nothing differs, any of a round's three blocks may stand for any build. */
export type Uniform = () => number

/** What a gate would have measured: as many blocks of each, in the order of rounds. */
export interface Gate {
  readonly base: readonly RecordedBlock[]
  readonly head: readonly RecordedBlock[]
  readonly null_arm: readonly RecordedBlock[]
}

export const QUANTITIES = ['predict_ns', 'peak_bytes', 'fit_bytes'] as const
export type Quantity = (typeof QUANTITIES)[number]

/** `n` of the rounds with replacement, and in each the three blocks in any order, as in a balanced plan. */
export function balancedGate(rounds: readonly RecordedRound[], n: number, uniform: Uniform): Gate {
  return gateOf(drawn(rounds, n, uniform).map((round) => shuffled(blocksOf(round), uniform)))
}

/** The same, but the base is always the first of a round and the head the last. */
export function fixedOrderGate(rounds: readonly RecordedRound[], n: number, uniform: Uniform): Gate {
  const inOrder = (round: RecordedRound) => blocksOf(round).sort((a, b) => a.position - b.position)
  return gateOf(
    drawn(rounds, n, uniform).map((round) => {
      const [first, second, last] = inOrder(round)
      return [first, last, second]
    }),
  )
}

/** All rounds of the base, and after them all of the head, from one place in the record on. */
export function oneAfterTheOtherGate(rounds: readonly RecordedRound[], n: number, uniform: Uniform): Gate {
  const start = Math.floor(uniform() * (rounds.length - 2 * n + 1))
  const first = rounds.slice(start, start + n)
  const second = rounds.slice(start + n, start + 2 * n)
  return {
    base: first.map(({ base }) => base),
    head: second.map(({ base }) => base),
    null_arm: first.map(({ null_arm }) => null_arm),
  }
}

/** The gate's own verdict on head / base of one quantity. */
export function judged({ base, head, null_arm }: Gate, quantity: Quantity, rule: VerdictRule): Judged {
  const main = infer(logRatios(head, base, quantity))
  const noise = infer(logRatios(null_arm, base, quantity))
  const measured = estimate(main)
  const compared =
    measured === undefined
      ? undefined
      : { ratio: measured.ratio, rounds: base.length, main: main.inference, null_arm: noise.inference }
  return judgeRatio(compared, rule, { more: 'more', less: 'less' })
}

/** The 95 % interval of ln(head / base) alone, without tolerance and null arm. */
export type Reading = (gate: Gate) => Interval | undefined

/** Of the pairs that a round makes. */
export const asPairs: Reading = ({ base, head }) =>
  definedValue(infer(logRatios(head, base, 'predict_ns')).inference)

/** Of two independent groups. */
export const asTwoGroups: Reading = ({ base, head }) => {
  const logs = (blocks: readonly RecordedBlock[]) => blocks.map(({ predict_ns }) => Math.log(predict_ns))
  return definedValue(welchT(logs(head), logs(base), 0.95))
}

function definedValue<T>(statistic: Statistic<T>): T | undefined {
  return statistic.defined ? statistic.value : undefined
}

function logRatios(
  arm: readonly RecordedBlock[],
  base: readonly RecordedBlock[],
  quantity: Quantity,
): RoundLogRatios {
  const values = arm.map((block, round) => Math.log(block[quantity] / base[round][quantity]))
  const rounds = values.map((value, round) => ({
    round,
    subset: 0,
    position: arm[round].position,
    session_id: '',
    value,
  }))
  return { rounds, by_subset: [values], configurations: 1, fault: undefined }
}

function gateOf(rounds: readonly (readonly RecordedBlock[])[]): Gate {
  return {
    base: rounds.map(([base]) => base),
    head: rounds.map(([, head]) => head),
    null_arm: rounds.map(([, , null_arm]) => null_arm),
  }
}

function blocksOf({ base, head, null_arm }: RecordedRound): RecordedBlock[] {
  return [base, head, null_arm]
}

function drawn<T>(all: readonly T[], n: number, uniform: Uniform): T[] {
  return Array.from({ length: n }, () => all[Math.floor(uniform() * all.length)])
}

/** Fisher and Yates. */
function shuffled<T>(items: readonly T[], uniform: Uniform): T[] {
  const all = [...items]
  for (let last = all.length - 1; last > 0; last--) {
    const other = Math.floor(uniform() * (last + 1))
    ;[all[last], all[other]] = [all[other], all[last]]
  }
  return all
}
