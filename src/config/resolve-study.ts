import { nameOf } from './check-entries.ts'
import { expandSynthetic } from './expand-synthetic.ts'
import type { Path } from './printable.ts'
import type { DatasetEntry, EngineEntry, PrepareStep, Protocol, Split, Study, TableOptions } from './study.ts'
import type { DatasetFileEntry, EngineFileEntry, ProtocolFile, StudyFile } from './study-schema.ts'

/** Gives the absolute path of the path written at this place of the study. */
export type AbsolutePath = (path: Path) => string

const DEFAULT_STEPS: readonly PrepareStep[] = ['impute-median', 'one-hot-drop-first', 'standardize']

/** The study behind a checked file: lists expanded, paths absolute, nothing left to default. */
export function resolveStudy(file: StudyFile, absolutePath: AbsolutePath): Study {
  const engines = file.engines.map((entry, i) =>
    resolveEngine(entry, () => absolutePath(['engines', i, 'manifest'])),
  )
  return {
    name: file.name,
    task: file.task,
    datasets: file.datasets.flatMap((entry, i) =>
      resolveDataset(entry, () => absolutePath(['datasets', i, 'path'])),
    ),
    engines,
    baseline: file.baseline ?? engines[0].name,
    grid: file.grid,
    splits: resolveSplits(file),
    prepares: file.prepares ?? { default: file.prepare ?? DEFAULT_STEPS },
    protocol: resolveProtocol(file.protocol),
    analysis: file.analysis,
  }
}

function resolveDataset(entry: DatasetFileEntry, path: () => string): DatasetEntry[] {
  if (typeof entry === 'string') return [{ kind: 'named', name: entry, overrides: {} }]
  const { name, synthetic } = entry
  if (synthetic !== undefined) return expandSynthetic(name, synthetic)
  const overrides = declaredOptions(entry)
  if (entry.path === undefined || entry.target === undefined) return [{ kind: 'named', name, overrides }]
  const table = { drop: [], categorical: [], missing: [], ...overrides, target: entry.target }
  return [{ kind: 'file', name, path: path(), table }]
}

/** The table options that were written, without the keys that were not. */
function declaredOptions(entry: Exclude<DatasetFileEntry, string>): Partial<TableOptions> {
  const { name, path, synthetic, ...options } = entry
  return withoutUndefined(options)
}

function resolveEngine(entry: EngineFileEntry, manifest: () => string): EngineEntry {
  const name = nameOf(entry)
  if (typeof entry === 'string') return { name, use: name, params: {} }
  const engine = { name, use: entry.use ?? name, params: entry.params }
  return entry.manifest === undefined ? engine : { ...engine, manifest: manifest() }
}

function resolveSplits({ split, splits, task }: StudyFile): Split[] {
  const written = splits ?? [
    {
      kind: 'holdout',
      test_size: split?.test_size ?? 0.2,
      stratify: split?.stratify,
      seeds: [split?.seed ?? 42],
    },
  ]
  return written.flatMap(({ test_size, stratify, seeds }) =>
    seeds.map((seed) => ({
      kind: 'holdout',
      test_size,
      stratify: stratify ?? task === 'classification',
      seed,
    })),
  )
}

function resolveProtocol({ min_time, timeout, max_arm, budget, ...rest }: ProtocolFile): Protocol {
  const limits = withoutUndefined({ max_arm_ns: max_arm, budget_ns: budget })
  return { ...rest, min_time_ns: min_time, timeout_ns: timeout, ...limits }
}

type Defined<T> = { [K in keyof T]?: Exclude<T[K], undefined> }

/** The same without keys whose value is `undefined`, so that equal studies have equal JSON and types hold. */
function withoutUndefined<T extends object>(value: T): Defined<T> {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as Defined<T>
}
