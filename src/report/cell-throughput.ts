import { mean } from 'simple-statistics'
import { throughput } from '../metrics/throughput.ts'
import { ratioInterval } from '../stats/ratio-interval.ts'
import { subsetT } from '../stats/subset-t.ts'
import type { ArmResults, ScoredCell } from './arm-results.ts'
import { blockPredict_ns, presentNumbers } from './cell-times.ts'

/** Rows answered per second at one configuration. */
export interface CellThroughput {
  /** At the geometric mean time over rounds. */
  readonly per_second: number
  /** At the ends of its 95 % t interval; undefined where rounds are too few or do not vary. */
  readonly per_second_95: { readonly low: number; readonly high: number } | undefined
  readonly rounds: number
}

const LEVEL = 0.95

/** Of a cell that shows its time, over the rounds that timed it; a call answers `rows` rows. */
export function cellThroughput(
  { blocks }: ArmResults,
  { status, configuration }: ScoredCell,
  rows: number,
): CellThroughput | undefined {
  if (status !== 'measured') return undefined
  const logs = presentNumbers(blocks.map((block) => blockPredict_ns(block, configuration))).map(Math.log)
  const per_second = perSecond(mean(logs), rows)
  if (per_second === undefined) return undefined
  return { per_second, per_second_95: ends(logs, rows), rounds: logs.length }
}

function ends(logs: readonly number[], rows: number): CellThroughput['per_second_95'] {
  const inference = subsetT([logs], LEVEL)
  const times = inference.defined ? ratioInterval(inference.value) : inference
  if (!times.defined) return undefined
  const low = perSecond(Math.log(times.value.ratio_high), rows)
  const high = perSecond(Math.log(times.value.ratio_low), rows)
  return low === undefined || high === undefined ? undefined : { low, high }
}

function perSecond(log_ns: number, rows: number): number | undefined {
  const rate = throughput({ predict_ns: Math.exp(log_ns), rows })
  return rate.defined ? rate.value : undefined
}
