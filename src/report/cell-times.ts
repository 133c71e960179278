import { median } from 'simple-statistics'
import type { Configuration } from './configuration-key.ts'
import { eventsOf, type MeasuredBlock, samplesOf } from './measured-block.ts'

export interface Percentiles {
  readonly p50_ns: number
  readonly p95_ns: number
  readonly p99_ns: number
}

/** Medians over the counted blocks of one cell; undefined where the engine does not do it. */
export interface CellTimes {
  /** One call on all timed rows (mode single: on one row). */
  readonly predict_ns: number
  readonly cpu_ns: number
  /** Of the cell's distance metric. */
  readonly fit_ns: number | undefined
  readonly first_ns: number | undefined
  /** Of the cell's distance metric and `n_neighbors`. */
  readonly search_ns: number | undefined
  readonly percentiles: Percentiles | undefined
  readonly peak_bytes: number | undefined
  readonly growth_bytes: number | undefined
  /** Counted blocks that timed this cell. */
  readonly rounds: number
}

/** The times of one configuration, or undefined if no counted block timed it. */
export function cellTimes(
  blocks: readonly MeasuredBlock[],
  configuration: Configuration,
): CellTimes | undefined {
  const timed = blocks.filter((block) => samplesOf(block, configuration).length > 0)
  if (timed.length === 0) return undefined
  const perBlock = (valuesOf: (block: MeasuredBlock) => readonly number[]) =>
    medianOverBlocks(timed, valuesOf)
  const { metric } = configuration
  return {
    predict_ns: median(timed.map((block) => blockPredict_ns(block, configuration) ?? 0)),
    cpu_ns: median(timed.map((block) => blockCpu_ns(block, configuration) ?? 0)),
    fit_ns: perBlock((block) => presentNumbers([blockFit_ns(block, configuration)])),
    first_ns: perBlock((block) =>
      eventsOf(block, 'first').flatMap((e) => (e.metric === metric ? [e.first_ns] : [])),
    ),
    search_ns: perBlock((block) => presentNumbers([blockSearch_ns(block, configuration)])),
    percentiles: cellPercentiles(timed, configuration),
    peak_bytes: perBlock((block) => presentNumbers([metricMemory(block, metric)?.peak_bytes])),
    growth_bytes: perBlock((block) => presentNumbers([metricMemory(block, metric)?.growth_bytes])),
    rounds: timed.length,
  }
}

/** A time of one configuration in one block, in nanoseconds; undefined where the block does not have it. */
export type BlockTime = (block: MeasuredBlock, configuration: Configuration) => number | undefined

/** t of design §11: the median sample of one configuration in one block, in nanoseconds. */
export function blockPredict_ns(block: MeasuredBlock, configuration: Configuration): number | undefined {
  const samples = samplesOf(block, configuration)
  return samples.length === 0 ? undefined : median(samples.map(({ predict_ns }) => predict_ns))
}

/** CPU time of one call over all cores: the median sample of one configuration in one block. */
export function blockCpu_ns(block: MeasuredBlock, configuration: Configuration): number | undefined {
  const samples = samplesOf(block, configuration)
  return samples.length === 0 ? undefined : median(samples.map(({ cpu_ns }) => cpu_ns))
}

/** The fit before a configuration's predictions, by its distance metric: the median of one block. */
export function blockFit_ns(
  block: MeasuredBlock,
  { metric }: Pick<Configuration, 'metric'>,
): number | undefined {
  const fits = eventsOf(block, 'fit').filter((event) => event.metric === metric)
  return fits.length === 0 ? undefined : median(fits.map(({ fit_ns }) => fit_ns))
}

/** The search without the vote of a configuration's metric and `n_neighbors` in one block, in nanoseconds. */
export function blockSearch_ns(
  block: MeasuredBlock,
  { metric, n_neighbors }: Configuration,
): number | undefined {
  const searches = eventsOf(block, 'search').filter(
    (e) => e.metric === metric && e.n_neighbors === n_neighbors,
  )
  return searches.length === 0 ? undefined : median(searches.map(({ search_ns }) => search_ns))
}

/** The median over blocks of each block's median; undefined where no block has a value. */
export function medianOverBlocks(
  blocks: readonly MeasuredBlock[],
  valuesOf: (block: MeasuredBlock) => readonly number[],
): number | undefined {
  const medians = blocks.map(valuesOf).flatMap((values) => (values.length === 0 ? [] : [median([...values])]))
  return medians.length === 0 ? undefined : median(medians)
}

function cellPercentiles(
  blocks: readonly MeasuredBlock[],
  configuration: Configuration,
): Percentiles | undefined {
  const all = blocks.flatMap((block) =>
    samplesOf(block, configuration).flatMap(({ percentiles }) => percentiles ?? []),
  )
  if (all.length === 0) return undefined
  return {
    p50_ns: median(all.map(({ p50_ns }) => p50_ns)),
    p95_ns: median(all.map(({ p95_ns }) => p95_ns)),
    p99_ns: median(all.map(({ p99_ns }) => p99_ns)),
  }
}

export interface MetricMemory {
  readonly load_bytes: number | undefined
  /** Resident size just after fit. */
  readonly fit_bytes: number | undefined
  /** Resident peak of the predict phase. */
  readonly peak_bytes: number
  /** That peak over the size just after fit; may be negative where memory was given back. */
  readonly growth_bytes: number | undefined
  readonly method: 'clear-refs' | 'sampled'
}

/**
 * Memory of one block while it worked with one distance metric; undefined if it was not measured. Of an engine that
 * was fitted several times, each fit with the predictions after it, it is that of the largest growth.
 */
export function metricMemory(block: MeasuredBlock, metric: string): MetricMemory | undefined {
  const events = eventsOf(block, 'memory')
  const load_bytes = events.find(({ phase }) => phase === 'load')?.size_bytes
  let fit_bytes: number | undefined
  const phases = events
    .filter((event) => event.metric === metric || event.metric === null)
    .flatMap(({ phase, size_bytes, peak_bytes, method }): MetricMemory[] => {
      if (phase === 'fit') fit_bytes = size_bytes
      if (phase !== 'predict') return []
      const growth_bytes = fit_bytes === undefined ? undefined : peak_bytes - fit_bytes
      return [{ load_bytes, fit_bytes, peak_bytes, growth_bytes, method }]
    })
  const growthOf = ({ growth_bytes = Number.NEGATIVE_INFINITY }: MetricMemory): number => growth_bytes
  return phases.toSorted((a, b) => growthOf(b) - growthOf(a))[0]
}

export function presentNumbers(values: readonly (number | undefined)[]): number[] {
  return values.filter((value) => value !== undefined)
}
