import type { z } from 'zod'
import { checkEngine } from './check-engine.ts'
import { expandSynthetic } from './expand-synthetic.ts'
import { NAME } from './name.ts'
import { both, type Placed, unknownName } from './placed-entry.ts'
import { keyPath, type Path, printable, quoted } from './printable.ts'
import type { Finding } from './schema-findings.ts'
import type { KnownNames } from './study.ts'
import {
  type DatasetFileEntry,
  type EngineFileEntry,
  engineNames,
  nameOf,
  type studyFileSchema,
} from './study-schema.ts'

type Shape = ReturnType<typeof studyFileSchema>['shape']

/** What is wrong with dataset entries taken one by one and together: names, sources, doubles. */
export function checkDatasets(datasets: unknown, shape: Shape, known: KnownNames): Finding[] {
  const entries = fittingEntries<DatasetFileEntry>(datasets, 'datasets', shape.datasets.element)
  return [
    ...entries.flatMap((placed) => checkDataset(placed, known)),
    ...repeatedNames(entries, datasetNames),
  ]
}

/** What is wrong with engine entries taken one by one and together. */
export function checkEngines(engines: unknown, shape: Shape, known: KnownNames): Finding[] {
  const entries = fittingEntries<EngineFileEntry>(engines, 'engines', shape.engines.element)
  return [
    ...entries.flatMap((placed) => checkEngine(placed, known)),
    ...repeatedNames(entries, (entry) => [...new Set(engineNames(entry))]),
  ]
}

function fittingEntries<Entry>(list: unknown, key: string, schema: z.ZodType<Entry>): Placed<Entry>[] {
  if (!Array.isArray(list)) return []
  return list.flatMap((value: unknown, i) => {
    const parsed = schema.safeParse(value)
    return parsed.success ? [{ path: [key, i], entry: parsed.data }] : []
  })
}

function checkDataset({ path, entry }: Placed<DatasetFileEntry>, known: KnownNames): Finding[] {
  if (typeof entry === 'string')
    return known.datasets.includes(entry) ? [] : [unknownDataset(entry, path, known.datasets)]
  if (entry.path !== undefined && entry.synthetic !== undefined) return [both(path, 'path', 'synthetic')]
  if (entry.synthetic !== undefined) return [...columnsOfSynthetic(path, entry), ...checkSizes(path, entry)]
  return [...checkSource(path, entry, known), ...checkTable(path, entry)]
}

type DatasetMapping = Exclude<DatasetFileEntry, string>

function checkSource(path: Path, entry: DatasetMapping, known: KnownNames): Finding[] {
  if (entry.path === undefined) {
    return known.datasets.includes(entry.name)
      ? []
      : [unknownName('dataset', entry.name, [...path, 'name'], known.datasets)]
  }
  if (entry.target !== undefined) return []
  return [
    {
      path,
      at: 'value',
      found: `${keyPath(path)} has a path but no target.`,
      fix: 'Add  target: COLUMN  for the column to predict.',
    },
  ]
}

function checkTable(path: Path, entry: DatasetMapping): Finding[] {
  const findings: Finding[] = []
  const dropped = entry.drop?.indexOf(entry.target ?? '') ?? -1
  if (dropped >= 0) {
    const found = `${keyPath(path)}.drop names the target ${quoted(entry.target ?? '')}.`
    findings.push({ path: [...path, 'drop', dropped], at: 'value', found, fix: 'Delete it from drop.' })
  }
  if (entry.decimal === ',' && entry.delimiter === ',') {
    const found = `${keyPath(path)} has "," both as delimiter and as decimal mark.`
    findings.push({ path: [...path, 'decimal'], at: 'value', found, fix: 'Change one of them.' })
  }
  return findings
}

function columnsOfSynthetic(path: Path, entry: DatasetMapping): Finding[] {
  return Object.keys(entry)
    .filter((key) => !['name', 'synthetic'].includes(key))
    .map((key) => ({
      path: [...path, key],
      at: 'key',
      found: `${keyPath([...path, key])} means nothing for synthetic data, which has no file to read.`,
      fix: 'Delete it.',
    }))
}

/** Float64 values that one synthetic matrix may hold: 8 GiB. */
const MAX_VALUES = 2 ** 30

function checkSizes(path: Path, { name, synthetic }: DatasetMapping): Finding[] {
  const expanded = synthetic === undefined ? [] : expandSynthetic(name, synthetic)
  return expanded.flatMap((dataset): Finding[] => {
    const subject = `${keyPath(path)}.synthetic`
    if (dataset.n * dataset.d > MAX_VALUES) {
      const found = `${subject} asks for ${dataset.n} × ${dataset.d} values; allowed: at most ${MAX_VALUES}.`
      return [{ path: [...path, 'synthetic'], at: 'value', found, fix: 'Make n or d smaller.' }]
    }
    if (!NAME.test(dataset.name)) {
      const found = `${keyPath(path)}.name makes the name ${dataset.name}; allowed: at most 64 characters.`
      return [{ path: [...path, 'name'], at: 'value', found, fix: 'Choose a shorter name.' }]
    }
    if (dataset.n >= 2 * dataset.classes) return []
    const found = `${subject} asks for ${dataset.n} rows of ${dataset.classes} classes; each class needs two.`
    return [{ path: [...path, 'synthetic'], at: 'value', found, fix: 'Make n larger.' }]
  })
}

/** A file is not a dataset's name; the likeliest mistake is to write it as one. */
function unknownDataset(name: string, path: Path, known: readonly string[]): Finding {
  if (!/[/\\]|\.(csv|tsv|txt|npy|parquet)$/i.test(name)) return unknownName('dataset', name, path, known)
  const called = (name.split(/[/\\]/).pop() ?? '').replace(/\.[^.]*$/, '').toLowerCase()
  const shown = NAME.test(called) ? called : 'mine'
  return {
    path,
    at: 'value',
    found: `${keyPath(path)} is ${quoted(name)}, which is no dataset's name.`,
    fix: `A file is written like this:  { name: ${shown}, path: ${printable(name)}, target: COLUMN }`,
  }
}

function datasetNames(entry: DatasetFileEntry): string[] {
  if (typeof entry === 'string' || entry.synthetic === undefined) return [nameOf(entry)]
  return [...new Set(expandSynthetic(entry.name, entry.synthetic).map(({ name }) => name))]
}

function repeatedNames<Entry>(
  entries: readonly Placed<Entry>[],
  namesOf: (entry: Entry) => string[],
): Finding[] {
  const seen = new Map<string, Path>()
  return entries.flatMap(({ path, entry }) =>
    namesOf(entry).flatMap((name): Finding[] => {
      const first = seen.get(name)
      if (first === undefined) seen.set(name, path)
      if (first === undefined) return []
      const found = `${keyPath(path)} is named ${quoted(name)}, as ${keyPath(first)} is.`
      return [{ path, at: 'value', found, fix: 'Give each entry a name of its own.' }]
    }),
  )
}
