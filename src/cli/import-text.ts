import { isAbsolute } from 'node:path'
import { printable } from '../config/printable.ts'
import { FIRST_SPLIT } from '../config/study-text.ts'
import { yamlText } from '../config/yaml-text.ts'
import type { TableFile } from '../data/table-file.ts'
import type { TablePlan } from '../data/table-plan.ts'
import { renderGrid } from '../report/render/grid.ts'
import { colorOf, type Io, widthOf } from './io.ts'
import { profileTable } from './profile-table.ts'
import { countOf, rows, taskWords } from './profile-words.ts'
import { formatLine } from './table-notes.ts'

/** A table that was written as a dataset. */
export interface Imported {
  /** Of dataset and study. */
  readonly name: string
  /** As a study in the working directory names it. */
  readonly path: string
  readonly bytes: number
  /** Without the target. */
  readonly columns: number
  readonly table: TableFile
  readonly plan: TablePlan
}

/** What was understood and written, a study of it, and the next command. */
export function importedText(imported: Imported, io: Io): string {
  const { name, path, table, plan, columns, bytes } = imported
  const render = { width: widthOf(io.stdout, io.env), color: colorOf(io.stdout, io.env) }
  const { target } = plan
  const size = `${rows(table.profile.rows)}, ${countOf(columns, 'column')} and the target, ${sizeWords(bytes)}`
  return [
    firstLine(table),
    '',
    renderGrid(profileTable(table.profile.columns, plan), render),
    '',
    `  target ${printable(target.profile.name)}: ${target.task}, since it has ${taskWords(target)}`,
    '',
    `Wrote ${printable(path)}: ${size}.`,
    `A study of it, say ${name}.yaml:`,
    '',
    ...studyLines(imported).map((line) => `  ${line}`),
    '',
    `What that would take:  knnbench run ${name}.yaml --dry-run${isAbsolute(path) ? ' --allow-outside' : ''}`,
    '',
  ].join('\n')
}

/** What `--json` prints. */
export function importedJson(imported: Imported) {
  const { name, path, bytes, columns, table, plan } = imported
  const { target, options } = plan
  return {
    name,
    path,
    bytes,
    rows: table.profile.rows,
    columns,
    target: options.target,
    task: target.task,
    positive: options.positive ?? null,
    left_out: options.drop,
    declared_missing: options.missing,
    study: `${studyLines(imported).join('\n')}\n`,
  }
}

function firstLine({ profile, row_groups }: TableFile): string {
  if (row_groups === undefined) return formatLine({ profile })
  const groups = countOf(row_groups, 'row group')
  return `${rows(profile.rows)}, ${countOf(profile.columns.length, 'column')}; Parquet, ${groups}`
}

function sizeWords(bytes: number): string {
  return bytes < 1e6 ? `${Math.ceil(bytes / 1000)} kB` : `${Math.round(bytes / 1e6)} MB`
}

/** A study that runs as it stands. */
function studyLines({ name, path, plan }: Imported): string[] {
  const { target, options } = plan
  const { kind, test_size } = FIRST_SPLIT
  return [
    `name: ${yamlText(name)}`,
    `task: ${target.task}`,
    'datasets:',
    `  - name: ${yamlText(name)}`,
    `    path: ${yamlText(path)}`,
    `    target: ${yamlText(options.target)}`,
    ...(options.positive === undefined
      ? []
      : [`    positive: ${printable(JSON.stringify(options.positive))}`]),
    'engines: [ts-brute, ts-kdtree]',
    ...(target.unstratified === undefined
      ? []
      : [`split: { kind: ${kind}, test_size: ${test_size}, stratify: false }`]),
  ]
}
