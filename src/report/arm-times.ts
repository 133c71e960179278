import { median } from 'simple-statistics'
import type { ArmResults, ScoredCell } from './arm-results.ts'
import { cellFailure, isFailure } from './cell-result.ts'
import {
  type BlockTime,
  blockCpu_ns,
  blockFit_ns,
  blockPredict_ns,
  blockSearch_ns,
  type MetricMemory,
  medianOverBlocks,
  metricMemory,
  presentNumbers,
} from './cell-times.ts'
import type { Configuration } from './configuration-key.ts'
import { groupBy } from './group-by.ts'
import { type MeasuredBlock, samplesOf } from './measured-block.ts'

/** Configurations of an arm whose times may be shown: answered right and timed. */
export function shownConfigurations(arm: ArmResults): Configuration[] {
  return arm.cells.filter(({ status }) => status === 'measured').map(({ configuration }) => configuration)
}

/** Those that a block timed; what it says of a distance metric as a whole is theirs only. */
function shownIn(block: MeasuredBlock, shown: readonly Configuration[]): Configuration[] {
  return shown.filter((configuration) => samplesOf(block, configuration).length > 0)
}

/** Median over configurations, by default all shown ones, and rounds of the median sample, in nanoseconds. */
export function armPredict_ns(
  arm: ArmResults,
  configurations: readonly Configuration[] = shownConfigurations(arm),
): number | undefined {
  return medianTime(arm, configurations, blockPredict_ns)
}

/** The same of the CPU time of one call, over all cores. */
export function armCpu_ns(arm: ArmResults): number | undefined {
  return medianTime(arm, shownConfigurations(arm), blockCpu_ns)
}

function medianTime(
  arm: ArmResults,
  configurations: readonly Configuration[],
  time_ns: BlockTime,
): number | undefined {
  const times = arm.blocks.flatMap((block) => presentNumbers(configurations.map((c) => time_ns(block, c))))
  return times.length === 0 ? undefined : median(times)
}

/**
 * Median over rounds of the fit, in nanoseconds: of a round the median over its shown distance metrics, and of a metric
 * the median over its fits, since some engines fit for every `n_neighbors`.
 */
export function armFit_ns(arm: ArmResults): number | undefined {
  const shown = shownConfigurations(arm)
  return medianOverBlocks(arm.blocks, (block) =>
    presentNumbers(shownMetrics(block, shown).map((metric) => blockFit_ns(block, { metric }))),
  )
}

/** Median over rounds of the search without the vote, over shown metrics and `n_neighbors`; undefined without a search. */
export function armSearch_ns(arm: ArmResults): number | undefined {
  const configurations = shownConfigurations(arm)
  return medianOverBlocks(arm.blocks, (block) =>
    presentNumbers(shownIn(block, configurations).map((c) => blockSearch_ns(block, c))),
  )
}

export interface ArmMemory {
  readonly load_bytes: number | undefined
  readonly fit_bytes: number | undefined
  readonly peak_bytes: number | undefined
  readonly growth_bytes: number | undefined
  /** How it was measured; undefined if it was not. */
  readonly method: 'clear-refs' | 'sampled' | undefined
}

/** The largest of a block's distance metrics, as median over rounds; metrics without a shown cell stay out. */
export function armMemory(arm: ArmResults): ArmMemory {
  const shown = shownConfigurations(arm)
  const blocks = arm.blocks.map((block) =>
    shownMetrics(block, shown).flatMap((metric) => metricMemory(block, metric) ?? []),
  )
  const largest = (bytesOf: (memory: MetricMemory) => number | undefined) => {
    const ofBlocks = blocks
      .map((metrics) => presentNumbers(metrics.map(bytesOf)))
      .flatMap((values) => (values.length === 0 ? [] : [Math.max(...values)]))
    return ofBlocks.length === 0 ? undefined : median(ofBlocks)
  }
  return {
    load_bytes: largest((memory) => memory.load_bytes),
    fit_bytes: largest((memory) => memory.fit_bytes),
    peak_bytes: largest((memory) => memory.peak_bytes),
    growth_bytes: largest((memory) => memory.growth_bytes),
    method: blocks.flat()[0]?.method,
  }
}

/** Distance metrics of which a block timed a shown cell. */
export function shownMetrics(block: MeasuredBlock, shown: readonly Configuration[]): string[] {
  return [...new Set(shownIn(block, shown).map(({ metric }) => metric))]
}

/** Why cells of an arm show no time, with counts: `10 unsupported (metric=manhattan is not offered)`. */
export function reasonsWithoutTimes(arm: ArmResults): string {
  return countReasons(arm, ({ status }) => status !== 'measured')
}

/** The same of cells without an answer: neither those that were only not timed, nor the wrong ones. */
export function failureReasons(arm: ArmResults): string {
  return countReasons(arm, ({ status }) => isFailure(status) && status !== 'wrong')
}

/** Why an arm shows no time at all: the one reason, where all its cells have the same. */
export function reasonWithoutTimes(arm: ArmResults): string {
  const reasons = new Set(arm.cells.flatMap((cell) => (cell.status === 'measured' ? [] : [cell.reason])))
  if (reasons.size === 1) return [...reasons][0]
  return arm.cells.every(({ status }) => status === 'wrong')
    ? 'its answers are wrong'
    : reasonsWithoutTimes(arm)
}

/** Wrong cells have a reason each (a row and its distances), so they are only counted. */
function countReasons(arm: ArmResults, isCounted: (cell: ScoredCell) => boolean): string {
  const counted = arm.cells.filter(isCounted)
  const groups = groupBy(counted, (cell) => {
    if (cell.status === 'measured' || cell.status === 'wrong') return cell.status
    return `${cellFailure(cell)?.status ?? cell.status} (${cell.reason})`
  })
  return [...groups].map(([why, cells]) => `${cells.length} ${why}`).join(', ')
}
