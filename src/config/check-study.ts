import { checkDatasets, checkEngines } from './check-entries.ts'
import { checkSplits } from './check-splits.ts'
import { checkVariants } from './check-variants.ts'
import { type Located, nodeAt, plainValue } from './located-tree.ts'
import { keyPath, type Path, quoted } from './printable.ts'
import { roundsFault } from './rounds.ts'
import { type Finding, suggestion } from './schema-findings.ts'
import type { KnownNames, PrepareStep } from './study.ts'
import { engineNames, type StudyFile, type studyFileSchema } from './study-schema.ts'

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
    ...checkVariants(parts),
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
  const names = engines?.flatMap(engineNames) ?? []
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

function checkSteps({ prepare, prepares, variants }: Parts): Finding[] {
  const lists = [
    ...(prepare === undefined ? [] : [{ path: ['prepare'], steps: prepare }]),
    ...Object.entries(prepares ?? {}).map(([name, steps]) => ({ path: ['prepares', name], steps })),
    ...Object.entries(variants ?? {}).flatMap(([name, { prepare: steps }]) =>
      steps === undefined ? [] : [{ path: ['variants', name, 'prepare'], steps }],
    ),
  ]
  return lists.flatMap(({ path, steps }): Finding[] => {
    const encoders = steps.filter((step) => ENCODERS.includes(step))
    if (encoders.length < 2) return []
    const found = `${keyPath(path)} has both ${encoders.slice(0, 2).join(' and ')}.`
    return [{ path, at: 'value', found, fix: 'Keep one of them.' }]
  })
}

/** Steps that turn text columns into numbers; after one of them there are no text columns left. */
const ENCODERS: readonly PrepareStep[] = ['one-hot', 'one-hot-drop-first', 'text-constant']
