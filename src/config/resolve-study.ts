import { expandEngine } from './expand-engine.ts'
import { expandSynthetic } from './expand-synthetic.ts'
import type { Path } from './printable.ts'
import { resolveSplits } from './resolve-split.ts'
import { resolveVariants } from './resolve-variants.ts'
import type { DatasetEntry, EngineEntry, PrepareStep, Protocol, Study } from './study.ts'
import type { DatasetFileEntry, EngineFileEntry, ProtocolFile, StudyFile } from './study-schema.ts'

/** Gives the absolute path of the path written at this place of the study. */
export type AbsolutePath = (path: Path) => string

const DEFAULT_STEPS: readonly PrepareStep[] = ['impute-median', 'one-hot-drop-first', 'standardize']

/** The study behind a checked file: lists expanded, paths absolute, nothing left to default. */
export function resolveStudy(file: StudyFile, absolutePath: AbsolutePath): Study {
  const engines = file.engines.flatMap((entry, i) =>
    resolveEngines(entry, () => absolutePath(['engines', i, 'manifest'])),
  )
  const splits = resolveSplits(file)
  return {
    name: file.name,
    task: file.task,
    datasets: file.datasets.flatMap((entry, i) =>
      resolveDataset(entry, () => absolutePath(['datasets', i, 'path'])),
    ),
    engines,
    baseline: file.baseline ?? engines[0].name,
    grid: file.grid,
    splits,
    prepares: file.prepares ?? { default: file.prepare ?? DEFAULT_STEPS },
    ...(file.variants === undefined ? {} : { variants: resolveVariants(file.variants, splits) }),
    ...(file.published === undefined ? {} : { published: file.published }),
    protocol: resolveProtocol(file.protocol),
    analysis: file.analysis,
  }
}

function resolveDataset(entry: DatasetFileEntry, absolutePath: () => string): DatasetEntry[] {
  if (typeof entry === 'string') return [{ kind: 'named', name: entry, overrides: {} }]
  const { name, path, synthetic, ...overrides } = entry
  if (synthetic !== undefined) return expandSynthetic(name, synthetic)
  if (path === undefined || overrides.target === undefined) return [{ kind: 'named', name, overrides }]
  const table = { drop: [], categorical: [], missing: [], ...overrides, target: overrides.target }
  return [{ kind: 'file', name, path: absolutePath(), table }]
}

function resolveEngines(entry: EngineFileEntry, manifest: () => string): EngineEntry[] {
  if (typeof entry === 'string') return [{ name: entry, use: entry, params: {} }]
  const use = entry.use ?? entry.name
  const source = entry.manifest === undefined ? {} : { manifest: manifest() }
  return expandEngine(entry.name, entry.params).map((engine) => ({ ...engine, use, ...source }))
}

function resolveProtocol({ min_time, timeout, max_arm, budget, ...rest }: ProtocolFile): Protocol {
  return {
    ...rest,
    min_time_ns: min_time,
    timeout_ns: timeout,
    ...(max_arm === undefined ? {} : { max_arm_ns: max_arm }),
    ...(budget === undefined ? {} : { budget_ns: budget }),
  }
}
