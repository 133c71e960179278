import type { ColumnNote } from './column-note.ts'
import type { ColumnProfile } from './column-profile.ts'

/** Fewer rows can be consecutive or all different by chance. */
const LEAST_ROWS = 10

/** Whether a column numbers or names the rows rather than describing them. */
export function identifies({ name, rows, numbers, values, texts }: ColumnProfile): ColumnNote | undefined {
  if (rows < LEAST_ROWS || values.rows < rows || values.repeated) return undefined
  if (texts.rows === rows) return values.more ? undefined : { code: 'all-different' }
  if (numbers.count < rows || !numbers.all_whole) return undefined
  // Of more than were counted, only their order can show that no two are the same.
  if (values.more && !numbers.ascending && !numbers.consecutive) return undefined
  const isGapless = numbers.consecutive || numbers.largest - numbers.least === rows - 1
  if (isGapless) return { code: 'row-number' }
  return isNamedIdentifier(name) ? { code: 'identifier' } : undefined
}

/** Whether it may be one that could not be counted. */
export function perhapsIdentifier({ name, numbers, values }: ColumnProfile): ColumnNote | undefined {
  const isOne = values.more && !values.repeated && numbers.all_whole && isNamedIdentifier(name)
  return isOne ? { code: 'perhaps-identifier', values } : undefined
}

function isNamedIdentifier(name: string): boolean {
  return /(^|[^a-z])(id|uuid|guid|identifier)$|^id[^a-z]/i.test(name) || /[a-z]I[dD]$/.test(name)
}
