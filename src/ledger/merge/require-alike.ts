import { canonicalJson } from '../../config/canonical-json.ts'
import { InputError } from '../../config/input-error.ts'
import type { RecordOf } from '../record.ts'
import type { Part } from './part.ts'

/** How the user named the study is no part of it. */
const NAMED = new Set(['invoked', 'study_file'])
const SHOWN = 3

/** Throws `InputError` unless the parts are of one study, on the same data, with the same engines, planned alike. */
export function requireAlike([first, ...others]: readonly Part[]): void {
  for (const other of others) {
    refuse(
      first,
      other,
      'are of different studies',
      differences(described(first.study), described(other.study)),
    )
    requireData(first, other)
    requireEngines(first, other)
    for (const plan of other.plans)
      refuse(first, other, 'planned differently', differences(planned(first.plans[0]), planned(plan)))
  }
  const divisions = new Map(
    [first, ...others].flatMap(({ name, plans }) =>
      plans.flatMap(({ shard }) => (shard === undefined ? [] : [[shard.of, name] as const])),
    ),
  )
  const [[a, nameA] = [], [b, nameB] = []] = [...divisions]
  if (a === undefined || b === undefined) return
  throw new InputError({
    found: `${nameA} is one of ${a} shards, ${nameB} one of ${b}: parts of different divisions do not make one study.`,
    fix: 'Merge shards of one division.',
  })
}

function requireData(first: Part, other: Part): void {
  for (const one of first.data) {
    const same = other.data.find(({ case_id }) => case_id === one.case_id)
    if (same !== undefined)
      refuse(first, other, `have different data for ${one.case_id}`, differences(one, same))
  }
}

function requireEngines(first: Part, other: Part): void {
  for (const one of first.engines) {
    const same = other.engines.find(({ engine }) => engine === one.engine)
    if (same === undefined) continue
    const found =
      one.type === same.type
        ? differences(one, same)
        : [one.type === 'engine' ? `it was missing in ${other.name}` : `it was missing in ${first.name}`]
    refuse(first, other, `ran different builds of ${one.engine}`, found)
  }
}

function described(study: RecordOf<'study'>): object {
  return Object.fromEntries(Object.entries(study).filter(([key]) => !NAMED.has(key)))
}

/** What of a plan does not hang on the machine. */
function planned({ rounds, subsets, arms }: RecordOf<'plan'>): object {
  const names = arms.map(({ case_id, engine, arm, threads }) => [case_id, engine, arm, threads])
  return { rounds, subsets, arms: names }
}

function refuse(first: Part, other: Part, what: string, found: readonly string[]): void {
  if (found.length === 0) return
  const more = found.length > SHOWN ? `; and ${found.length - SHOWN} more` : ''
  throw new InputError({
    found: `${first.name} and ${other.name} ${what}: ${found.slice(0, SHOWN).join('; ')}${more}.`,
    fix: 'Only ledgers of one study, on the same data and with the same engines, make one result; measure the shard again.',
  })
}

/** `protocol.rounds is 10 and 20`, key by key. */
function differences(a: unknown, b: unknown, path = ''): string[] {
  if (canonicalJson(a ?? null) === canonicalJson(b ?? null)) return []
  if (Array.isArray(a) && Array.isArray(b) && a.length !== b.length)
    return [`${path} has ${a.length} and ${b.length} entries`]
  if (!isPlain(a) || !isPlain(b)) return [`${path} is ${shown(a)} and ${shown(b)}`]
  const keys = [...new Set([...Object.keys(a), ...Object.keys(b)])].sort()
  return keys.flatMap((key) => differences(a[key], b[key], path === '' ? key : `${path}.${key}`))
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

const LONGEST = 60

function shown(value: unknown): string {
  const text = value === undefined ? 'not there' : canonicalJson(value)
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text
}
