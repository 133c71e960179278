import { InputError } from '../config/input-error.ts'
import { didYouMean } from '../config/nearest-name.ts'
import { printable, quoted } from '../config/printable.ts'
import type { TableOptions, Task } from '../config/study.ts'
import type { ColumnProfile } from './column-profile.ts'
import { cellPosition } from './csv-position.ts'
import { type ColumnPlan, planColumns } from './profile-columns.ts'
import type { TableProfile } from './profile-csv.ts'
import { classCounts, guessTask, hasTooManyClasses } from './profile-target.ts'
import { splitSizes } from './split.ts'

export interface TargetPlan {
  readonly profile: ColumnProfile
  readonly task: Task
  /** Rows of each class, in the order of the file; none for regression. */
  readonly classes: ReadonlyMap<string, number>
  /** Why a split cannot keep the class shares, if it cannot. */
  readonly unstratified: string | undefined
}

/** How a study is to read a table so that none of it is refused. */
export interface TablePlan {
  readonly target: TargetPlan
  /** Every column but the target. */
  readonly columns: readonly ColumnPlan[]
  readonly options: TableOptions
}

/** What a target asks of the other columns; a target that nothing can predict is an `InputError`. */
export function planTable(profile: TableProfile, { target: name, task, test_size }: TargetChoice): TablePlan {
  const found = targetColumn(profile, name)
  const target = planTarget(profile, found, { task: task ?? guessTask(found), test_size })
  const others = profile.columns.filter((column) => column !== found)
  const { columns, missing } = planColumns(others, new Set(found.values.counts.keys()))
  const named = (holds: (plan: ColumnPlan) => boolean) =>
    columns.filter(holds).map((plan) => plan.profile.name)
  if (columns.every(({ use }) => use === 'dropped')) {
    throw new InputError({
      where: { file: profile.file },
      found: `no column but ${printable(name)} describes the rows: ${named(() => true)
        .map(printable)
        .join(', ')} would all be left out.`,
      fix: `${separatorFix(columns)}Write a study by hand to say otherwise.`,
    })
  }
  const { delimiter, delimiter_is_plain, decimal, encoding } = profile.format
  const options: TableOptions = {
    target: name,
    drop: named(({ use }) => use === 'dropped'),
    categorical: named(({ use, declared }) => use === 'categorical' && declared),
    missing,
    ...(delimiter === ',' && delimiter_is_plain ? {} : { delimiter }),
    ...(decimal === '.' ? {} : { decimal }),
    ...(encoding === 'utf-8' ? {} : { encoding }),
  }
  return { target, columns, options }
}

function separatorFix(columns: readonly ColumnPlan[]): string {
  const found = columns.map(({ profile }) => profile.other_mark).find((other) => other !== undefined)
  if (found === undefined) return ''
  const name = found.mark === ',' ? 'comma' : 'point'
  return `If the ${name} in ${quoted(found.text)} stands between thousands, take it out of the file; if it is the decimal mark, declare  decimal: "${found.mark}". `
}

export interface TargetChoice {
  readonly target: string
  /** By default what the target looks like. */
  readonly task?: Task | undefined
  readonly test_size: number
}

function targetColumn({ columns, file }: TableProfile, name: string): ColumnProfile {
  const found = columns.find((column) => column.name === name)
  if (found !== undefined) return found
  const names = columns.map((column) => column.name)
  const shown = names.slice(0, 20).map(printable)
  throw new InputError({
    where: { file, line: 1 },
    found: `no column is named ${quoted(name)}.${didYouMean(name, names)}`,
    fix: `Columns: ${shown.join(', ')}${names.length > shown.length ? ', …' : ''}`,
  })
}

function planTarget(
  profile: TableProfile,
  column: ColumnProfile,
  { task, test_size }: { readonly task: Task; readonly test_size: number },
): TargetPlan {
  const { missing, first_missing, values, texts } = column
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
      fix: 'Take classification.',
    })
  }
  if (hasTooManyClasses(column)) {
    const different = values.more ? `more than ${values.counts.size}` : values.counts.size
    throw targetError(profile, column, undefined, {
      found: `has ${different} different values in ${values.rows} rows, too many to be classes.`,
      fix: 'Choose another target.',
    })
  }
  const classes = classCounts(column, profile.format.decimal)
  return { profile: column, task, classes, unstratified: whyUnstratified(classes, values.rows, test_size) }
}

function targetError(
  { csv, columns }: TableProfile,
  column: ColumnProfile,
  row: number | undefined,
  { found, fix }: { readonly found: string; readonly fix: string },
): InputError {
  const place = cellPosition(
    csv.text,
    csv.delimiter,
    row === undefined ? 0 : row + 1,
    columns.indexOf(column),
  )
  return new InputError({
    where: { file: csv.file, ...place },
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
