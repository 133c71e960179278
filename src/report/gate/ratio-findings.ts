import type { VerdictRule } from '../../stats/verdict.ts'
import { reasonWithoutTimes, shownConfigurations } from '../arm-times.ts'
import { type BlockTime, blockPredict_ns, metricMemory } from '../cell-times.ts'
import type { Configuration } from '../configuration-key.ts'
import { infer } from '../estimate.ts'
import { roundLogRatios } from '../log-ratios.ts'
import type { Builds } from './builds.ts'
import type { Finding, Tolerances } from './finding.ts'
import { judgeRatio, type QuantityWords } from './judged-ratio.ts'

export interface RatioRules {
  /** Of times, as the study declares it. */
  readonly rule: VerdictRule
  readonly subsets: readonly (readonly Configuration[])[]
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

/** What varies from round to round, head / base: times, and the sizes of the process while it predicts and after its fit. */
export function ratioFindings(builds: Builds, where: Where, rules: RatioRules): RatioFinding[] {
  const { base, head, null_arm } = builds
  const timeless = [base, head].find((arm) => shownConfigurations(arm).length === 0)
  if (timeless !== undefined) {
    const isWrong = timeless.cells.every(({ status }) => status === 'wrong')
    const why = isWrong ? 'its answers are wrong' : reasonWithoutTimes(timeless)
    const words = `not compared: the ${timeless.engine} shows no time (${why})`
    return [{ ...where, check: 'speed', status: 'inconclusive', measured: undefined, words }]
  }
  return QUANTITIES.map(({ check, bytesOrTime, limit, ...words }) => {
    const ratios = (arm: Builds['head']) => infer(roundLogRatios(arm, base, rules.subsets, bytesOrTime))
    const judged = judgeRatio(
      ratios(head),
      null_arm === undefined ? undefined : ratios(null_arm),
      { ...rules.rule, equivalence: limit(rules) },
      words,
    )
    return { ...where, check, ...judged }
  })
}
