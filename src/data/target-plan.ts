import { InputError } from '../config/input-error.ts'
import { printable, quoted } from '../config/printable.ts'
import type { Task } from '../config/study.ts'
import type { CountedCells } from './cell-counts.ts'
import type { ColumnProfile } from './column-profile.ts'
import type { TableProfile } from './profile-csv.ts'
import { classCounts, hasTooManyClasses } from './profile-target.ts'
import { splitSizes } from './split.ts'

export interface TargetPlan {
  readonly profile: ColumnProfile
  readonly task: Task
  /** Rows of each class, in the order of the file; none for regression. */
  readonly classes: ReadonlyMap<string, number>
  /** Why a split cannot keep the class shares, if it cannot. */
  readonly unstratified: string | undefined
}

/** What is known of a target; one that nothing can predict is an `InputError`. */
export function planTarget(
  profile: TableProfile,
  column: ColumnProfile,
  { task, test_size }: { readonly task: Task; readonly test_size: number },
): TargetPlan {
  const { missing, first_missing, values, texts, numbers } = column
  if (first_missing !== undefined) {
    const rows = missing.rows === 1 ? '1 row' : `${missing.rows} rows, first in this one`
    throw targetError(profile, column, first_missing, {
      found: `is missing in ${rows}.`,
      fix: 'Remove the rows without it: what they stand for cannot be told.',
    })
  }
  if (values.counts.size === 1) {
    const only = quoted([...values.counts.keys()][0])
    throw targetError(profile, column, 0, {
      found: `is ${only} in every row.`,
      fix: 'Choose another target.',
    })
  }
  if (task === 'regression') {
    if (texts.rows === 0) return { profile: column, task, classes: new Map(), unstratified: undefined }
    const text = quoted([...texts.counts.keys()][0])
    throw targetError(profile, column, undefined, {
      found: `has ${text}, which is no number, so that it cannot be a regression.`,
      fix: hasTooManyClasses(column) ? REMOVE_TEXTS : 'Take classification.',
    })
  }
  if (hasTooManyClasses(column)) {
    const different = values.more ? `more than ${values.counts.size}` : values.counts.size
    const many = `has ${different} different values in ${values.rows} rows, too many to be classes`
    throw targetError(
      profile,
      column,
      undefined,
      numbers.count === 0
        ? { found: `${many}.`, fix: 'Choose another target.' }
        : { found: `${many}; ${notNumbers(texts)}.`, fix: `${REMOVE_TEXTS} Or choose another target.` },
    )
  }
  const classes = classCounts(column, profile.format.decimal)
  return { profile: column, task, classes, unstratified: whyUnstratified(classes, values.rows, test_size) }
}

const REMOVE_TEXTS = 'Correct these cells, or remove their rows.'

/** What keeps a target from being one of numbers: `"?" in 3 rows is no number`. */
function notNumbers({ counts, rows }: CountedCells): string {
  const shown = [...counts.keys()].slice(0, 3).map(quoted)
  const where = `in ${rows === 1 ? '1 row' : `${rows} rows`}`
  if (counts.size === 1) return `${shown.join('')} ${where} is no number`
  return `${shown.join(', ')}${counts.size > shown.length ? ', …' : ''} ${where} are no numbers`
}

function targetError(
  { place }: TableProfile,
  column: ColumnProfile,
  row: number | undefined,
  { found, fix }: { readonly found: string; readonly fix: string },
): InputError {
  return new InputError({
    where: place(column, row),
    found: `the target ${printable(column.name)} ${found}`,
    fix,
  })
}

function whyUnstratified(
  classes: ReadonlyMap<string, number>,
  rows: number,
  test_size: number,
): string | undefined {
  const single = [...classes].find(([, count]) => count < 2)
  if (single !== undefined) return `class ${quoted(single[0])} has one row`
  const { n_train, n_test } = splitSizes(rows, test_size)
  if (Math.min(n_train, n_test) >= classes.size) return undefined
  return `${n_test} test rows cannot hold ${classes.size} classes`
}
