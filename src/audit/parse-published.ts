import { InputError } from '../config/input-error.ts'
import type { Located } from '../config/located-tree.ts'
import { readYaml, type StudySource } from '../config/located-yaml.ts'
import { keyPath, type Path, quoted } from '../config/printable.ts'
import { type Finding, placeFinding, schemaFindings, suggestion } from '../config/schema-findings.ts'
import { type Published, publishedSchema } from './published-schema.ts'

/** The published study in a YAML text; throws one `InputError` with all problems, each with `file:line:column`. */
export function parsePublished(source: StudySource): Published {
  const { root, problems } = readYaml(source, 'name, source, systems, datasets and tables')
  const checked = publishedSchema.safeParse(writtenValue(root, []))
  const findings = checked.success ? mismatches(checked.data) : schemaFindings(root, checked.error.issues)
  const all = [...problems, ...findings.map((finding) => placeFinding(root, finding))]
  if (!checked.success || all.length > 0) throw new InputError(all)
  return checked.data
}

/** Keys below which a number is a count or a level, and not a printed one. */
const PLAIN = new Set(['n_test', 'level', 'resamples', 'confusion'])

/** The plain value, but printed numbers as they are written: 0.7840 is not 0.784. */
function writtenValue(node: Located, path: Path): unknown {
  if (node.kind === 'list') return node.items.map((item, i) => writtenValue(item, [...path, i]))
  if (node.kind === 'mapping')
    return Object.fromEntries(
      [...node.entries].map(([key, { value }]) => [key, writtenValue(value, [...path, key])]),
    )
  const isPlain = typeof node.value !== 'number' || path.some((part) => PLAIN.has(String(part)))
  return isPlain ? node.value : node.source
}

/** What each part says fits by itself, but not with the others: names and lengths. */
function mismatches(study: Published): Finding[] {
  const n = study.datasets.length
  const { systems, datasets } = study
  const bySystem = (path: Path, values: Readonly<Record<string, unknown>>) =>
    unknownNames(path, Object.keys(values), systems, 'system')
  const columns = (path: Path, values: Readonly<Record<string, readonly unknown[]>>, length: number) => [
    ...bySystem(path, values),
    ...Object.entries(values).flatMap(([system, list]) => wrongLength([...path, system], list, length)),
  ]
  return [
    ...repeated(['systems'], systems),
    ...repeated(['datasets'], datasets),
    ...(study.n_test === undefined ? [] : wrongLength(['n_test'], study.n_test, n)),
    ...Object.entries(study.tables).flatMap(([name, values]) => columns(['tables', name], values, n)),
    ...unknownNames(['confusion'], Object.keys(study.confusion ?? {}), datasets, 'dataset'),
    ...Object.entries(study.confusion ?? {}).flatMap(([name, one]) => bySystem(['confusion', name], one)),
    ...(study.intervals ?? []).flatMap(({ values }, i) => columns(['intervals', i, 'values'], values, n)),
    ...(study.folds ?? []).flatMap(({ dataset, values }, i) => [
      ...unknownValue(['folds', i, 'dataset'], dataset, datasets),
      ...bySystem(['folds', i, 'values'], values),
    ]),
    ...(study.series ?? []).flatMap(({ x, y, fit }, i) => [
      ...columns(['series', i, 'y'], y, x.length),
      ...bySystem(['series', i, 'fit'], fit),
    ]),
    ...(study.claims ?? []).flatMap(({ mean = {}, ratio = [] }, i) => [
      ...bySystem(['claims', i, 'mean'], mean),
      ...ratio.flatMap((name, at) => unknownValue(['claims', i, 'ratio', at], name, systems)),
    ]),
  ]
}

function repeated(path: Path, names: readonly string[]): Finding[] {
  return names.flatMap((name, i) =>
    names.indexOf(name) === i
      ? []
      : [{ path: [...path, i], at: 'value', found: `${keyPath(path)} has ${quoted(name)} twice.`, fix: '' }],
  )
}

function wrongLength(path: Path, list: readonly unknown[], length: number): Finding[] {
  if (list.length === length) return []
  const of = path[0] === 'series' ? 'x' : 'datasets'
  const found = `${keyPath(path)} has ${list.length === 1 ? '1 value' : `${list.length} values`}, but ${of} has ${length}.`
  return [{ path, at: 'value', found, fix: 'Give one for each, in the same order.' }]
}

function unknownNames(
  path: Path,
  names: readonly string[],
  known: readonly string[],
  kind: 'system' | 'dataset',
): Finding[] {
  return names
    .filter((name) => !known.includes(name))
    .map((name) => ({
      path: [...path, name],
      at: 'key',
      found: `${keyPath(path)} has the ${kind} ${quoted(name)}; there are: ${known.join(', ')}.`,
      fix: suggestion(name, known),
    }))
}

function unknownValue(path: Path, name: string, known: readonly string[]): Finding[] {
  if (known.includes(name)) return []
  const found = `${keyPath(path)} is ${quoted(name)}; allowed: ${known.join(', ')}.`
  return [{ path, at: 'value', found, fix: suggestion(name, known) }]
}
