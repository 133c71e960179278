import type { VerdictRule } from '../../stats/verdict.ts'
import type { ArmResults } from '../arm-results.ts'
import { reasonWithoutTimes, shownConfigurations } from '../arm-times.ts'
import { type BlockTime, blockPredict_ns, metricMemory } from '../cell-times.ts'
import type { Configuration } from '../configuration-key.ts'
import { estimate, infer } from '../estimate.ts'
import { roundLogRatios } from '../log-ratios.ts'
import type { Builds } from './builds.ts'
import type { Finding, Tolerances } from './finding.ts'
import { type Compared, judgeRatio, type QuantityWords } from './judged-ratio.ts'

export interface RatioRules {
  /** Of times, as the study declares it. */
  readonly rule: VerdictRule
  readonly tolerances: Tolerances
}

type RatioFinding = Extract<Finding, { readonly check: 'speed' | 'memory' | 'index-size' }>
type Where = Pick<Finding, 'where' | 'dataset'>

interface Quantity extends QuantityWords {
  readonly check: RatioFinding['check']
  readonly bytesOrTime: BlockTime
  readonly limit: (rules: RatioRules) => number
}

/** Each is a family of its own over the cases: m is the same for all three. */
const QUANTITIES: readonly Quantity[] = [
  {
    check: 'speed',
    bytesOrTime: blockPredict_ns,
    limit: ({ rule }) => rule.equivalence,
    more: 'slower',
    less: 'faster',
  },
  {
    check: 'memory',
    bytesOrTime: (block, { metric }) => metricMemory(block, metric)?.peak_bytes,
    limit: ({ tolerances }) => tolerances.memory_share,
    more: 'larger',
    less: 'smaller',
  },
  {
    check: 'index-size',
    bytesOrTime: (block, { metric }) => metricMemory(block, metric)?.fit_bytes,
    limit: ({ tolerances }) => tolerances.index_share,
    more: 'larger',
    less: 'smaller',
  },
]

/** One quantity of both builds, however their rounds lie. */
export type CompareQuantity = (value: BlockTime) => Compared | undefined

/** What varies from round to round, head / base: times, and the sizes of the process while it predicts and after its fit. */
export function ratioFindings(
  { base, head }: Pick<Builds, 'base' | 'head'>,
  where: Where,
  rules: RatioRules,
  compare: CompareQuantity,
): RatioFinding[] {
  const timeless = (['base', 'head'] as const).find(
    (name) => shownConfigurations({ base, head }[name]).length === 0,
  )
  if (timeless !== undefined) {
    const arm = { base, head }[timeless]
    const isWrong = arm.cells.every(({ status }) => status === 'wrong')
    const why = isWrong ? 'its answers are wrong' : reasonWithoutTimes(arm)
    const words = `not compared: the ${timeless} shows no time (${why})`
    return [{ ...where, check: 'speed', status: 'inconclusive', measured: undefined, words }]
  }
  return QUANTITIES.map(({ check, bytesOrTime, limit, ...words }) => {
    const rule = { ...rules.rule, equivalence: limit(rules) }
    return { ...where, check, ...judgeRatio(compare(bytesOrTime), rule, words) }
  })
}

/** Both builds in the same rounds: each round a pair. */
export function pairedQuantity(
  { base, head, null_arm }: Builds,
  subsets: readonly (readonly Configuration[])[],
): CompareQuantity {
  return (value) => {
    const measured = (arm: ArmResults) => infer(roundLogRatios(arm, base, subsets, value))
    const main = measured(head)
    const estimated = estimate(main)
    if (estimated === undefined) return undefined
    const noise = null_arm === undefined ? NO_NULL_ARM : measured(null_arm).inference
    return { ratio: estimated.ratio, rounds: estimated.rounds, main: main.inference, null_arm: noise }
  }
}

/** Without it the noise is not known, and nothing can be decided. */
const NO_NULL_ARM = { defined: false, reason: 'too-few-values' } as const
