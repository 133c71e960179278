import type { ColumnProfile } from '../data/column-profile.ts'
import type { TableProfile } from '../data/profile-csv.ts'
import type { TablePlan } from '../data/table-plan.ts'
import { columnType } from './profile-table.ts'
import type { UnderstoodTable } from './understand-table.ts'

/** What `init --json` prints: the columns as they stand, and what is done with them once the target is known. */
export function profileJson({ format, rows, columns }: TableProfile, understood?: UnderstoodTable) {
  const { delimiter, decimal, encoding } = format
  return {
    rows,
    delimiter,
    decimal,
    encoding,
    columns: columns.map((column) => columnJson(column, understood?.plan)),
    ...(understood === undefined ? {} : targetJson(understood)),
  }
}

function columnJson(column: ColumnProfile, plan: TablePlan | undefined) {
  const { name, numbers, values, missing, texts } = column
  const planned = plan?.columns.find(({ profile }) => profile === column)
  return {
    name,
    type: columnType(column),
    different: values.more ? null : values.counts.size,
    least: numbers.count === 0 ? null : numbers.least,
    largest: numbers.count === 0 ? null : numbers.largest,
    texts: texts.rows,
    missing: missing.rows,
    missing_as: [...missing.counts.keys()],
    ...(plan === undefined
      ? {}
      : { use: planned?.use ?? 'target', notes: planned?.notes.map(({ code }) => code) ?? [] }),
  }
}

function targetJson({ plan, prepared, name, table }: UnderstoodTable) {
  const { target } = plan
  return {
    name,
    task: target.task,
    target: table.target,
    classes: prepared.classes.map((label) => ({ label, rows: target.classes.get(label) ?? 0 })),
    positive: table.positive ?? null,
    stratify: prepared.split.kind === 'holdout' && prepared.split.stratify,
    drop: table.drop,
    categorical: table.categorical,
    declared_missing: table.missing,
    n_train: prepared.n_train,
    n_test: prepared.n_test,
    n_features: prepared.n_features,
  }
}
