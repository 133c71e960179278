import { mean } from 'simple-statistics'
import { ratioInterval } from '../stats/ratio-interval.ts'
import type { Statistic } from '../stats/statistic.ts'
import { type SubsetT, subsetT } from '../stats/subset-t.ts'
import type { RoundLogRatios } from './log-ratios.ts'

/** Ratios are time of the engine / time of the baseline: below 1 is faster. */
export interface Estimated {
  readonly ratio: number
  /** At 95 %, which decides nothing; undefined where rounds are too few or do not vary. */
  readonly ratio_95: { readonly low: number; readonly high: number } | undefined
  /** Paired t over rounds, fixed in advance. */
  readonly p: number | undefined
  readonly rounds: number
}

/** The log ratios of an arm to the baseline, and what they allow to infer. */
export interface Measured {
  readonly ratios: RoundLogRatios
  readonly inference: Statistic<SubsetT>
}

const DESCRIPTIVE_LEVEL = 0.95

/** The inference from log ratios; a round without a value leaves none. */
export function infer(ratios: RoundLogRatios): Measured {
  const { by_subset, fault } = ratios
  const inference: Measured['inference'] =
    fault === undefined ? subsetT(by_subset, DESCRIPTIVE_LEVEL) : { defined: false, reason: fault }
  return { ratios, inference }
}

/** The ratio of two arms with its 95 % interval; undefined where no round has a value. */
export function estimateRatio(ratios: RoundLogRatios): Estimated | undefined {
  return estimate(infer(ratios))
}

/** The same of ratios that an inference has been drawn from. */
export function estimate({ ratios, inference }: Measured): Estimated | undefined {
  const values = ratios.by_subset.flat()
  if (values.length === 0) return undefined
  const ends = inference.defined ? ratioInterval(inference.value) : undefined
  return {
    ratio: Math.exp(mean(ratios.by_subset.map((rounds) => mean([...rounds])))),
    ratio_95: ends?.defined ? { low: ends.value.ratio_low, high: ends.value.ratio_high } : undefined,
    p: inference.defined ? inference.value.p : undefined,
    rounds: values.length,
  }
}

/** Whether there is no inference because of a time that cannot be one. */
export function hasFaultyTimes(inference: Statistic<SubsetT>): boolean {
  return !inference.defined && (inference.reason === 'not-positive' || inference.reason === 'not-finite')
}
