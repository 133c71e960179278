import { stringify } from 'yaml'
import type { DatasetEntry, EngineEntry, Split, Study, Variant, Warmup } from './study.ts'

/** How a path is to stand in the text, given where the file lies now. */
export type WrittenPath = (absolute: string) => string

/**
 * The study as the text of a study file that reads back as the same study: nothing left to default, no other file
 * needed. A ledger keeps it, so that the study can be run again wherever the ledger is.
 */
export function studyFileText(study: Study, writtenPath: WrittenPath): string {
  const { name, task, baseline, grid, prepares, variants, published, analysis } = study
  const file = {
    name,
    task,
    datasets: study.datasets.map((entry) => datasetFileEntry(entry, writtenPath)),
    engines: study.engines.map((entry) => engineFileEntry(entry, writtenPath)),
    baseline,
    grid,
    splits: study.splits.map(splitFileEntry),
    prepares,
    ...(variants === undefined
      ? {}
      : { variants: Object.fromEntries(variants.map((one) => [one.name, variantFileEntry(one)])) }),
    ...(published === undefined ? {} : { published }),
    protocol: protocolFile(study.protocol),
    analysis,
  }
  // In quotes, so that no reader of YAML takes a text for a number, a date or `yes`.
  return stringify(file, { defaultStringType: 'QUOTE_DOUBLE', defaultKeyType: 'PLAIN', lineWidth: 0 })
}

function datasetFileEntry(entry: DatasetEntry, writtenPath: WrittenPath) {
  switch (entry.kind) {
    case 'named':
      return { name: entry.name, ...withoutEmpty(entry.overrides) }
    case 'file':
      return { name: entry.name, path: writtenPath(entry.path), ...withoutEmpty(entry.table) }
    case 'synthetic': {
      const { n, d, classes, seed } = entry
      return { name: entry.name, synthetic: { n, d, classes, seed } }
    }
  }
}

/** A study file has no empty lists; reading it gives them back. */
function withoutEmpty(options: object) {
  return Object.fromEntries(
    Object.entries(options).filter(([, value]) => !Array.isArray(value) || value.length > 0),
  )
}

function splitFileEntry(split: Split) {
  switch (split.kind) {
    case 'holdout': {
      const { seed, ...rest } = split
      return { ...rest, seeds: [seed] }
    }
    case 'kfold':
    case 'stratified-kfold': {
      const { seed, ...rest } = split
      return seed === null ? { ...rest, shuffle: false } : { ...rest, shuffle: true, seed }
    }
    case 'repeated-stratified-kfold':
      return split
    case 'time-series': {
      const { seed, ...rest } = split // which has no meaning there
      return rest
    }
  }
}

function variantFileEntry({ change, n_neighbors }: Variant) {
  const { kind, ...rest } = change
  const written = 'steps' in rest ? rest.steps : 'columns' in rest ? rest.columns : rest
  return { [kind]: written, ...(n_neighbors === undefined ? {} : { n_neighbors }) }
}

function engineFileEntry({ name, use, manifest, params }: EngineEntry, writtenPath: WrittenPath) {
  return manifest === undefined ? { name, use, params } : { name, manifest: writtenPath(manifest), params }
}

function protocolFile({
  warmup,
  min_time_ns,
  timeout_ns,
  max_arm_ns,
  budget_ns,
  ...rest
}: Study['protocol']) {
  return {
    ...rest,
    warmup: warmupText(warmup),
    min_time: durationText(min_time_ns),
    timeout: durationText(timeout_ns),
    ...(max_arm_ns === undefined ? {} : { max_arm: durationText(max_arm_ns) }),
    ...(budget_ns === undefined ? {} : { budget: durationText(budget_ns) }),
  }
}

function warmupText(warmup: Warmup): number | string {
  return 'calls' in warmup ? warmup.calls : durationText(warmup.time_ns)
}

/** Whole nanoseconds in milliseconds, without an exponent and without loss: `1.5ms`. */
function durationText(duration_ns: number): string {
  const [whole, part] = (duration_ns / 1e6).toFixed(6).split('.')
  const digits = part.replace(/0+$/, '')
  return `${whole}${digits === '' ? '' : '.'}${digits}ms`
}
