import { InputError } from '../config/input-error.ts'
import { didYouMean } from '../config/nearest-name.ts'
import { printable, quoted } from '../config/printable.ts'
import type { TableOptions, Task } from '../config/study.ts'
import type { DecimalMark } from './cell-kind.ts'
import type { ColumnProfile } from './column-profile.ts'
import { type ColumnPlan, planColumns } from './profile-columns.ts'
import type { TableProfile } from './profile-csv.ts'
import { guessTask } from './profile-target.ts'
import { orderLabels } from './target-builder.ts'
import { planTarget, type TargetPlan } from './target-plan.ts'

/** How a study is to read a table so that no cell of it is refused. */
export interface TablePlan {
  readonly target: TargetPlan
  /** Every column but the target. */
  readonly columns: readonly ColumnPlan[]
  readonly options: TableOptions
}

/** What a target asks of the other columns; a target that nothing can predict is an `InputError`. */
export function planTable(profile: TableProfile, choice: TableChoice): TablePlan {
  const { target: name, task, test_size, refused = new Map() } = choice
  const found = targetColumn(profile, name)
  const target = planTarget(profile, found, { task: task ?? guessTask(found), test_size })
  const others = profile.columns.filter((column) => column !== found)
  const { columns, missing } = planColumns(others, {
    labels: new Set(found.values.counts.keys()),
    refused,
  })
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
    ...positiveOf(target, decimal),
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

/** The last label in order, of two. */
function positiveOf({ profile, classes }: TargetPlan, decimal: DecimalMark): { readonly positive?: string } {
  if (classes.size !== 2) return {}
  const [, positive] = orderLabels([...profile.values.counts.keys()], decimal).classes
  return { positive }
}

export interface TableChoice {
  readonly target: string
  /** By default what the target looks like. */
  readonly task?: Task | undefined
  readonly test_size: number
  /** Columns that preparation refuses, and why. */
  readonly refused?: ReadonlyMap<string, string>
}

function targetColumn({ columns, header_at }: TableProfile, name: string): ColumnProfile {
  const found = columns.find((column) => column.name === name)
  if (found !== undefined) return found
  const names = columns.map((column) => column.name)
  const shown = names.slice(0, 20).map(printable)
  throw new InputError({
    where: header_at,
    found: `no column is named ${quoted(name)}.${didYouMean(name, names)}`,
    fix: `Columns: ${shown.join(', ')}${names.length > shown.length ? ', …' : ''}`,
  })
}
