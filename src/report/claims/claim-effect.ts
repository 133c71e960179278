import { mean } from 'simple-statistics'
import type { Claim } from '../../config/claims-file.ts'
import { meanEstimate } from '../../stats/mean-estimate.ts'
import type { Statistic } from '../../stats/statistic.ts'
import { type Interval, tInterval } from '../../stats/t-inference.ts'
import { timedDatasets } from '../across-datasets.ts'
import { everyMainArm } from '../ranked-arms.ts'
import type { CaseResults, Results } from '../results.ts'
import { undefinedWords } from '../statistic-cell.ts'
import type { CaseValue } from './claim-values.ts'
import { MEASURES } from './measures.ts'

/** What a ledger says of a claim, in differences, logarithms of ratios or shares. */
export interface Effect {
  readonly value: number
  readonly interval: Interval
  /** N, the largest of the cases; 0 where nothing is timed, undefined where it is not known. */
  readonly noise: number | undefined
  /** What one independent observation is; `none` where both sides gave the same answers. */
  readonly unit: 'dataset' | 'round' | 'none'
  readonly datasets: readonly string[]
  /** Datasets that take no part, with their reasons. */
  readonly excluded: readonly string[]
}

/** The effect with its interval at `level`, or why there is none. */
export function claimEffect(
  claim: Claim,
  results: Results,
  level: number,
): Effect | { readonly reason: string } {
  const unknown = [claim.engine, claim.baseline].find(
    (engine) => !results.study.engines.some(({ name }) => name === engine),
  )
  if (unknown !== undefined) return { reason: `the ledger has no engine ${unknown}` }
  const all = timedDatasets(results)
  const names = claim.datasets ?? [...all.keys()]
  const values = names.map((dataset) => ({
    dataset,
    ...datasetValue(claim, results, all.get(dataset) ?? []),
  }))
  const missing = values.flatMap((one) => ('reason' in one ? [`${one.dataset}: ${one.reason}`] : []))
  const complete = values.flatMap((one) => ('reason' in one ? [] : [one]))
  if (complete.length === 0 || (claim.datasets !== undefined && missing.length > 0))
    return { reason: missing.length === 0 ? 'the ledger has no dataset' : missing.join('; ') }
  const found = intervalOf(complete, level)
  if (!found.interval.defined)
    return { reason: undefinedWords(found.interval.reason, complete.length === 1 ? 'rounds' : 'datasets') }
  return {
    value: mean(complete.map(({ value }) => value)),
    interval: found.interval.value,
    unit: found.unit,
    noise: noiseOf(claim, complete),
    datasets: complete.map(({ dataset }) => dataset),
    excluded: missing,
  }
}

type Defined = Exclude<CaseValue, { readonly reason: string }>

/** The mean over the cases of a dataset, which are splits of the same rows and no independent samples. */
function datasetValue(claim: Claim, results: Results, cases: readonly CaseResults[]): CaseValue {
  if (cases.length === 0) return { reason: 'not in the ledger' }
  const found = cases.map((one): CaseValue => {
    const [engine, baseline] = [claim.engine, claim.baseline].map((name) =>
      everyMainArm(one).find((arm) => arm.engine === name),
    )
    if (engine === undefined || baseline === undefined) return { reason: 'an engine was left out' }
    return MEASURES[claim.measure].valueOf({ one, engine, baseline, timed_against: results.study.baseline })
  })
  const without = found.find((one) => 'reason' in one)
  if (without !== undefined) return without
  const values = found.flatMap((one) => ('reason' in one ? [] : [one]))
  const noises = values.map(({ noise }) => noise)
  return {
    value: mean(values.map(({ value }) => value)),
    is_same: values.every(({ is_same }) => is_same),
    noise: noises.reduce((most, one) =>
      most === undefined || one === undefined ? undefined : Math.max(most, one),
    ),
    replicates: values.length === 1 ? values[0].replicates : undefined,
  }
}

/**
 * The unit is the dataset; of one dataset alone, the round, where the measure has rounds. Equal answers everywhere are a
 * fact and no estimate.
 */
function intervalOf(
  values: readonly Defined[],
  level: number,
): { readonly unit: Effect['unit']; readonly interval: Statistic<Interval> } {
  if (values.every(({ is_same }) => is_same))
    return { unit: 'none', interval: { defined: true, value: { level, low: 0, high: 0 } } }
  if (values.length === 1) {
    const { replicates } = values[0]
    if (replicates === undefined)
      return { unit: 'dataset', interval: { defined: false, reason: 'too-few-values' } }
    return { unit: 'round', interval: tInterval(replicates, level) }
  }
  const estimate = meanEstimate(values.map(({ value }) => value))
  return { unit: 'dataset', interval: estimate.defined ? tInterval(estimate.value, level) : estimate }
}

function noiseOf({ measure }: Claim, values: readonly Defined[]): number | undefined {
  if (measure !== 'predict') return 0
  const known = values.flatMap(({ noise }) => noise ?? [])
  return known.length < values.length ? undefined : Math.max(...known)
}
