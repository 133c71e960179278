import { canonicalJson } from './canonical-json.ts'
import { checkDatasets, checkEngines } from './check-entries.ts'
import { type Located, nodeAt, plainValue } from './located-tree.ts'
import { keyPath, type Path, quoted } from './printable.ts'
import { resolveSplit } from './resolve-study.ts'
import { roundsFault } from './rounds.ts'
import { type Finding, suggestion } from './schema-findings.ts'
import type { KnownNames, Task } from './study.ts'
import { nameOf, type StudyFile, type studyFileSchema } from './study-schema.ts'

type Schema = ReturnType<typeof studyFileSchema>

/**
 * What the schema cannot see: rules between keys. Runs on every part that fits the schema, so that one
 * wrong value does not hide the other mistakes.
 */
export function checkStudy(root: Located, schema: Schema, known: KnownNames): Finding[] {
  const plain = plainValue(root)
  const parts = fittingParts(plain, schema)
  const { datasets, engines } = Object(plain)
  return [
    ...repeatedValues(plain, []),
    ...checkDatasets(datasets, schema.shape, known),
    ...checkEngines(engines, schema.shape, known),
    ...exclusiveKeys(parts),
    ...checkBaseline(parts),
    ...checkRounds(parts, root),
    ...checkSplits(parts),
    ...checkSteps(parts),
  ]
}

type Parts = Partial<StudyFile>

/** The top-level values that fit the schema, defaults filled in; faulty ones are left out. */
function fittingParts(plain: unknown, schema: Schema): Parts {
  const faulty = new Set(schema.safeParse(plain).error?.issues.map((issue) => issue.path[0]))
  const fitting = (entries: [string, unknown][]) =>
    Object.fromEntries(entries.filter(([key]) => !faulty.has(key)))
  const written = fitting(Object.entries(Object(plain)).filter(([key]) => Object.hasOwn(schema.shape, key)))
  return fitting(Object.entries(schema.partial().parse(written)))
}

/** Every list of single values in a study is a set. */
function repeatedValues(value: unknown, path: Path): Finding[] {
  if (typeof value !== 'object' || value === null) return []
  const within = Object.entries(value).flatMap(([key, inner]) =>
    repeatedValues(inner, [...path, Array.isArray(value) ? Number(key) : key]),
  )
  return Array.isArray(value) ? [...repeatedIn(value, path), ...within] : within
}

function repeatedIn(list: readonly unknown[], path: Path): Finding[] {
  return list.flatMap((value, i): Finding[] => {
    // Doubles of datasets and engines are found by name.
    if (
      path.length === 1 ||
      typeof value === 'object' ||
      list.findIndex((other) => Object.is(other, value)) === i
    )
      return []
    const found = `${keyPath([...path, i])} is ${typeof value === 'string' ? quoted(value) : value} again; each value may be listed once.`
    return [{ path: [...path, i], at: 'value', found, fix: 'Delete it.' }]
  })
}

const EXCLUSIVE = [
  ['split', 'splits'],
  ['prepare', 'prepares'],
] as const

function exclusiveKeys(parts: Parts): Finding[] {
  return EXCLUSIVE.filter(([one, several]) => parts[one] !== undefined && parts[several] !== undefined).map(
    ([one, several]) => ({
      path: [several],
      at: 'key',
      found: `${one} and ${several} are both given.`,
      fix: `Keep ${one} for a single one, or ${several}.`,
    }),
  )
}

function checkBaseline({ baseline, engines }: Parts): Finding[] {
  const names = engines?.map(nameOf) ?? []
  if (baseline === undefined || engines === undefined || names.includes(baseline)) return []
  const found = `baseline is ${quoted(baseline)}; allowed: an engine of this study: ${names.join(', ')}.`
  return [{ path: ['baseline'], at: 'value', found, fix: suggestion(baseline, names) }]
}

function checkRounds({ grid, protocol }: Parts, root: Located): Finding[] {
  if (grid === undefined || protocol === undefined) return []
  const configurations = grid.n_neighbors.length * grid.metric.length * grid.weights.length
  const fault = roundsFault(protocol.rounds, { configurations, perRound: protocol.configurations_per_round })
  if (fault === undefined) return []
  const written = nodeAt(root, ['protocol', 'rounds']) !== undefined
  const found = `protocol.rounds is ${written ? '' : 'by default '}${fault.found}`
  return [
    {
      path: ['protocol', written ? 'rounds' : 'configurations_per_round'],
      at: 'value',
      found,
      fix: fault.fix,
    },
  ]
}

function checkSplits({ split, splits, task }: Parts): Finding[] {
  const all =
    split !== undefined
      ? [{ path: ['split'], entry: split }]
      : (splits ?? []).map((entry, i) => ({ path: ['splits', i], entry }))
  const impossible = all.filter(({ entry }) => task === 'regression' && entry.stratify === true)
  return [
    ...impossible.map(({ path }) => stratifiedRegression(path)),
    ...repeatedSplits(splits ?? [], task ?? 'classification'),
  ]
}

function stratifiedRegression(path: Path): Finding {
  const found = `${keyPath(path)}.stratify is true, but a regression has no classes to keep in proportion.`
  return { path: [...path, 'stratify'], at: 'value', found, fix: 'Delete it.' }
}

/** Compared as resolved: a default written out is the same split, and would be the same case twice. */
function repeatedSplits(splits: NonNullable<Parts['splits']>, task: Task): Finding[] {
  const seen = new Set<string>()
  return splits.flatMap((entry, i) =>
    resolveSplit({ ...entry, seeds: [...new Set(entry.seeds)] }, task).flatMap((split): Finding[] => {
      const key = canonicalJson(split)
      const repeated = seen.has(key)
      seen.add(key)
      if (!repeated) return []
      const path = ['splits', i, 'seeds', entry.seeds.indexOf(split.seed)]
      const found = `splits[${i}] with seed ${split.seed} is an earlier split again.`
      return [{ path, at: 'value', found, fix: 'Delete one of them.' }]
    }),
  )
}

function checkSteps({ prepare, prepares }: Parts): Finding[] {
  const lists = [
    ...(prepare === undefined ? [] : [{ path: ['prepare'], steps: prepare }]),
    ...Object.entries(prepares ?? {}).map(([name, steps]) => ({ path: ['prepares', name], steps })),
  ]
  return lists
    .filter(({ steps }) => steps.includes('one-hot') && steps.includes('one-hot-drop-first'))
    .map(({ path }) => ({
      path,
      at: 'value',
      found: `${keyPath(path)} has both one-hot and one-hot-drop-first.`,
      fix: 'Keep one of them.',
    }))
}
