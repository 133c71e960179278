import type { z } from 'zod'
import type { InputProblem } from './input-error.ts'
import { keyPosition, type Located, nodeAt, valuePosition } from './located-tree.ts'
import { nearestName } from './nearest-name.ts'
import { keyPath, type Path, printable, quoted } from './printable.ts'
import { TEXT_RULES } from './study-schema.ts'

/** Something wrong with a study at a key path; it gets its position from the file that holds the path. */
export interface Finding {
  readonly path: Path
  readonly at: 'key' | 'value'
  readonly found: string
  readonly fix: string
}

/** The finding with the position of its key or value. */
export function placeFinding(root: Located, { path, at, found, fix }: Finding): InputProblem {
  return { where: at === 'key' ? keyPosition(root, path) : valuePosition(root, path), found, fix }
}

type Issue = z.core.$ZodIssue

/** Other libraries' words for what a study calls differently, where spelling alone would not find it. */
const SYNONYMS: ReadonlyMap<string, string> = new Map([
  ['k', 'n_neighbors'],
  ['n_folds', 'n_splits'],
  ['folds', 'n_splits'],
  ['random_state', 'seed'],
  ['l1', 'manhattan'],
  ['cityblock', 'manhattan'],
  ['l2', 'euclidean'],
  ['linf', 'chebyshev'],
  ['infinity', 'chebyshev'],
  ['lp', 'minkowski(3)'],
  ['minkowski', 'minkowski(3)'],
  ['inverse', 'distance'],
])

/** What the schema refused, in words; the schema's own messages say what is allowed. */
export function schemaFindings(root: Located, issues: readonly Issue[]): Finding[] {
  return issues.flatMap((issue) => describe(root, issue, []))
}

function describe(root: Located, issue: Issue, base: Path): Finding[] {
  const path = [...base, ...issue.path.map((part) => (typeof part === 'number' ? part : String(part)))]
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => unknownKey(path, key, issue.message.split(', ')))
  if (issue.code === 'invalid_key') return [badKey(path, issue.issues[0]?.message ?? '')]
  if (issue.code === 'invalid_union') {
    const branch = issue.errors.find((errors) => !errors.some(refusesWhole))
    if (branch !== undefined && branch.length > 0)
      return branch.flatMap((inner) => describe(root, inner, path))
  }
  return [badValue(root, path, issue)]
}

/** Whether a branch of a union does not fit at all, so that its complaints would mislead. */
function refusesWhole(issue: Issue): boolean {
  return issue.path.length === 0 && issue.code !== 'unrecognized_keys'
}

function unknownKey(path: Path, key: string, allowed: readonly string[]): Finding {
  const place = path.length === 0 ? '' : ` in ${keyPath(path)}`
  const found = `unknown key ${quoted(key)}${place}; allowed: ${allowed.join(', ')}.`
  return { path: [...path, key], at: 'key', found, fix: suggestion(key, allowed) }
}

function badKey(path: Path, allowed: string): Finding {
  const found = `${keyPath(path.slice(0, -1))} has the key ${quoted(String(path[path.length - 1]))}; allowed: ${allowed}.`
  return { path, at: 'key', found, fix: '' }
}

function badValue(root: Located, path: Path, issue: Issue): Finding {
  const node = nodeAt(root, path)
  if (node === undefined) {
    return { path, at: 'value', found: `${keyPath(path)} is missing; it must be ${issue.message}.`, fix: '' }
  }
  const found = `${keyPath(path)} is ${shownValue(node)}; allowed: ${issue.message}.`
  return { path, at: 'value', found, fix: valueFix(node, issue) }
}

function shownValue(node: Located): string {
  if (node.kind === 'mapping') return 'a mapping'
  if (node.kind === 'list') return node.items.length === 0 ? 'an empty list' : 'a list'
  if (node.value === null) return 'empty'
  return typeof node.value === 'string' ? quoted(node.value) : printable(node.source)
}

function valueFix(node: Located, issue: Issue): string {
  if (node.kind !== 'scalar' || node.value === null) return ''
  if (issue.code === 'invalid_value') return suggestion(String(node.value), issue.values.map(String))
  if (issue.code === 'invalid_union' && 'options' in issue)
    return suggestion(String(node.value), (issue.options ?? []).map(String))
  if (issue.code === 'custom' && Array.isArray(issue.params?.proposals)) {
    const proposals = issue.params.proposals.map(String)
    return proposals.length === 1
      ? `Did you mean "${proposals[0]}"?`
      : suggestion(String(node.value), proposals)
  }
  const helpsInQuotes = typeof node.value !== 'string' && TEXT_RULES.includes(issue.message)
  return helpsInQuotes ? `Write it in quotes: ${quoted(node.source)}.` : ''
}

/** `Did you mean "x"?`, or nothing. */
export function suggestion(written: string, allowed: readonly string[]): string {
  const synonym = SYNONYMS.get(written.toLowerCase())
  const meant = synonym !== undefined && allowed.includes(synonym) ? synonym : nearestName(written, allowed)
  return meant === undefined ? '' : `Did you mean "${meant}"?`
}
