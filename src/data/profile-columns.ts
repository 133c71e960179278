import type { CountedCells } from './cell-counts.ts'
import { MAX_LEVELS } from './column-builder.ts'
import type { ColumnNote } from './column-note.ts'
import type { ColumnProfile } from './column-profile.ts'
import { isInfiniteWord, parseDecimal } from './decimal.ts'
import { identifies, perhapsIdentifier } from './identifying-column.ts'

/** A feature column, and what becomes of it. */
export interface ColumnPlan {
  readonly profile: ColumnProfile
  readonly use: 'numeric' | 'categorical' | 'dropped'
  /** Whether `use` must be declared, because a reader would not find it by itself. */
  readonly declared: boolean
  readonly notes: readonly ColumnNote[]
}

export interface ColumnPlans {
  readonly columns: readonly ColumnPlan[]
  /** Texts to declare as missing, for the whole table. */
  readonly missing: readonly string[]
}

/** What is known beside the columns: the target's labels, and why preparation refuses a column. */
export interface ColumnContext {
  readonly labels: ReadonlySet<string>
  readonly refused: ReadonlyMap<string, string>
}

/** What becomes of each feature column, so that nothing in it is refused later. */
export function planColumns(
  features: readonly ColumnProfile[],
  { labels, refused }: ColumnContext,
): ColumnPlans {
  const kept = features.filter((column) => identifies(column) === undefined && !refused.has(column.name))
  const missing = new Set(kept.flatMap(missingTexts).filter((text) => !labels.has(text)))
  const columns = features.map((profile): ColumnPlan => {
    const why = refused.get(profile.name)
    if (why === undefined) return planColumn(profile, missing)
    return { profile, use: 'dropped', declared: true, notes: [{ code: 'refused', why }] }
  })
  return { columns, missing: [...missing] }
}

/** How usual words for "missing" look among numbers; spreadsheets' errors and infinite numbers are no better. */
const USUAL_WORDS =
  /^(n\.?\/?a\.?|<na>|nan|null|nil|none|unknown|missing|undefined|\?+|-+|\.+|\*+|#(n\/a|value!|div\/0!|ref!|num!))$/i

/** How few other texts, and how many numbers beside them, make them words for "missing" all the same. */
const OTHER_WORDS = [
  { texts: 5, numbers: 0.8 },
  { texts: 20, numbers: 0.95 },
] as const
const USUAL_SHARE = 0.2

/** The texts of a column of numbers that seem to mean "missing"; its large numbers, perhaps `1,886`, never do. */
function missingTexts({ numbers, texts, values, other_mark }: ColumnProfile): string[] {
  if (other_mark?.thousands === true || texts.more) return []
  const found = [...texts.counts.keys()]
  const share = numbers.count / values.rows
  const others = found.filter((text) => !USUAL_WORDS.test(text) && !isInfinite(text)).length
  const isFew = OTHER_WORDS.some((rule) => others <= rule.texts && share >= rule.numbers)
  return isFew || (others === 0 && share >= USUAL_SHARE) ? found : []
}

function isInfinite(text: string): boolean {
  return isInfiniteWord(text) || Math.abs(parseDecimal(text) ?? 0) === Number.POSITIVE_INFINITY
}

function planColumn(profile: ColumnProfile, missing: ReadonlySet<string>): ColumnPlan {
  const { numbers, texts, values, other_mark } = profile
  const as = (use: ColumnPlan['use'], ...notes: (ColumnNote | undefined)[]): ColumnPlan => {
    const known = notes.filter((note) => note !== undefined)
    return { profile, use, declared: use === 'dropped', notes: known }
  }
  const dates: ColumnNote | undefined = profile.dates ? { code: 'dates' } : undefined
  const identifier = identifies(profile)
  const otherMark: ColumnNote | undefined = other_mark && { code: 'other-mark', ...other_mark }
  if (identifier !== undefined) return as('dropped', identifier, dates, otherMark)
  const kept = without(values, missing)
  const keptTexts = without(texts, missing)
  if (kept.rows === 0) return as('dropped', { code: 'empty' })
  if (numbers.count === 0 && [...keptTexts.counts.keys()].every(isInfinite))
    return as('dropped', { code: 'infinite' })
  const constant: ColumnNote | undefined = kept.counts.size === 1 ? { code: 'constant' } : undefined
  if (keptTexts.rows === 0)
    return as('numeric', lost('read-as-missing', texts, keptTexts), perhapsIdentifier(profile), constant)
  if (kept.more || kept.counts.size > MAX_LEVELS) {
    return as('dropped', { code: 'too-many-levels', levels: kept }, dates, otherMark)
  }
  const categorical = as(
    'categorical',
    numbers.count > 0 ? { code: 'read-as-text', texts: [...keptTexts.counts.keys()] } : undefined,
    lost('levels-lost', texts, keptTexts),
    dates,
    otherMark,
    constant,
  )
  return { ...categorical, declared: numbers.count > 0 || other_mark !== undefined }
}

function without({ counts, rows, more, repeated }: CountedCells, missing: ReadonlySet<string>): CountedCells {
  const kept = new Map([...counts].filter(([text]) => !missing.has(text)))
  const gone = [...counts].reduce((sum, [text, count]) => sum + (kept.has(text) ? 0 : count), 0)
  return { counts: kept, rows: rows - gone, more, repeated }
}

function lost(
  code: 'read-as-missing' | 'levels-lost',
  before: CountedCells,
  after: CountedCells,
): ColumnNote | undefined {
  if (before.rows === after.rows) return undefined
  const texts = [...before.counts.keys()].filter((text) => !after.counts.has(text))
  return { code, texts, rows: before.rows - after.rows }
}
