import type { Task } from '../config/study.ts'
import type { CountedCells } from './cell-counts.ts'
import { MAX_LEVELS } from './column-builder.ts'
import type { ColumnProfile } from './column-profile.ts'
import { identifies } from './identifying-column.ts'
import type { TableProfile } from './profile-csv.ts'
import { orderLabels } from './target-builder.ts'

/** More different numbers than this are taken for measurements, not for classes. */
export const MOST_NUMBER_CLASSES = 20

/** Whether the target's classes or its values are to be predicted, unless the user says so. */
export function guessTask({ texts, values }: ColumnProfile): Task {
  const isMany = values.more || values.counts.size > MOST_NUMBER_CLASSES
  return texts.rows === 0 && isMany ? 'regression' : 'classification'
}

/** How many rows each class has; labels that are the same number are one class. */
export function classCounts({ values, texts }: ColumnProfile, decimal: '.' | ','): Map<string, number> {
  if (texts.rows > 0) return new Map(values.counts)
  const { classes, codeOfText } = orderLabels([...values.counts.keys()], decimal)
  const counts = new Map<string, number>()
  for (const [place, rows] of [...values.counts.values()].entries()) {
    const label = classes[codeOfText[place]]
    counts.set(label, (counts.get(label) ?? 0) + rows)
  }
  return counts
}

export interface TargetCandidate {
  readonly name: string
  readonly task: Task
  /** Undefined where they are too many to count. */
  readonly different: number | undefined
  readonly more_than?: number
}

/** Columns that could be predicted, the likeliest first. */
export function targetCandidates({ columns }: TableProfile): TargetCandidate[] {
  return columns
    .map((column, place) => ({ column, rank: rankOf(column, place === columns.length - 1) }))
    .filter(({ column }) => isCandidate(column))
    .sort((a, b) => b.rank - a.rank)
    .map(({ column }) => ({
      name: column.name,
      task: guessTask(column),
      ...differentOf(column.values),
    }))
}

function differentOf({ counts, more }: CountedCells): Omit<TargetCandidate, 'name' | 'task'> {
  return more ? { different: undefined, more_than: counts.size } : { different: counts.size }
}

function isCandidate(column: ColumnProfile): boolean {
  const { missing, values } = column
  if (missing.rows > 0 || values.counts.size < 2 || identifies(column) !== undefined) return false
  return guessTask(column) === 'regression' || looksLikeClasses(column)
}

function looksLikeClasses(column: ColumnProfile): boolean {
  const most = column.numbers.count > 0 ? MOST_NUMBER_CLASSES : MAX_LEVELS
  return column.values.counts.size <= most && !hasTooManyClasses(column)
}

/** Whether most classes would have a row or two. */
export function hasTooManyClasses({ values }: ColumnProfile): boolean {
  return values.more || values.counts.size > values.rows / 2
}

const USUAL_NAMES =
  /^(y|class|type|species|quality)$|target|label|outcome|response|diagnosis|churn|default|status|purchased|approved|survived/i

function rankOf(column: ColumnProfile, isLast: boolean): number {
  const { name, values } = column
  const isClasses = guessTask(column) === 'classification'
  return (
    (isClasses ? 8 : 0) +
    (USUAL_NAMES.test(name) ? 4 : 0) +
    (isLast ? 2 : 0) +
    (isClasses && values.counts.size === 2 ? 1 : 0)
  )
}
