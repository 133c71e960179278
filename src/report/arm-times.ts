import { median } from 'simple-statistics'
import type { ArmResults } from './arm-results.ts'
import { blockPredict_ns, medianOverBlocks, metricMemory, presentNumbers } from './cell-times.ts'
import type { Configuration } from './configuration-key.ts'
import type { CountedBlock } from './counted-blocks.ts'

/** Configurations of an arm whose times may be shown: answered right and timed. */
export function shownConfigurations(arm: ArmResults): Configuration[] {
  return arm.cells.filter(({ status }) => status === 'measured').map(({ configuration }) => configuration)
}

/** Median over shown configurations and rounds of the median sample, in nanoseconds. */
export function armPredict_ns(arm: ArmResults): number | undefined {
  const configurations = shownConfigurations(arm)
  const times = arm.blocks.flatMap((block) =>
    presentNumbers(configurations.map((c) => blockPredict_ns(block, c))),
  )
  return times.length === 0 ? undefined : median(times)
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
  const metrics = [...new Set(shownConfigurations(arm).map(({ metric }) => metric))]
  const ofBlock = (block: CountedBlock) => metrics.flatMap((metric) => metricMemory(block, metric) ?? [])
  const largest = (bytesOf: (memory: ReturnType<typeof ofBlock>[number]) => number | undefined) =>
    medianOverBlocks(arm.blocks, (block) => {
      const values = presentNumbers(ofBlock(block).map(bytesOf))
      return values.length === 0 ? [] : [Math.max(...values)]
    })
  return {
    load_bytes: largest((memory) => memory.load_bytes),
    fit_bytes: largest((memory) => memory.fit_bytes),
    peak_bytes: largest((memory) => memory.peak_bytes),
    growth_bytes: largest((memory) => memory.growth_bytes),
    method: arm.blocks.flatMap(ofBlock)[0]?.method,
  }
}

/** Why an arm shows no time: the most frequent reason of its cells. */
export function reasonWithoutTimes(arm: ArmResults): string {
  const counts = new Map<string, number>()
  for (const cell of arm.cells) {
    if (cell.status !== 'measured') counts.set(cell.reason, (counts.get(cell.reason) ?? 0) + 1)
  }
  const most = [...counts].reduce<[string, number]>((a, b) => (b[1] > a[1] ? b : a), ['', 0])
  return most[0] === '' ? 'not timed' : most[0]
}
