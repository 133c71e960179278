import { printable, quoted } from '../config/printable.ts'
import type { TableFormat, TableProfile } from '../data/profile-csv.ts'
import { countOf, notesWords, rows, taskWords, useWords } from './profile-words.ts'
import type { UnderstoodTable } from './understand-table.ts'

/** What a run without a study file decided about a table, a line each: nothing is left out in silence. */
export function tableNotes(understood: UnderstoodTable): string[] {
  const { columns } = understood.plan
  const told = columns.filter(({ notes }) => notes.length > 0)
  return [
    formatLine(understood),
    ...targetLines(understood),
    ...told.map((plan) => `warning: ${printable(plan.profile.name)} ${useWords(plan)}: ${notesWords(plan)}`),
  ]
}

/** `10,000 rows, 12 columns; ";" between cells, decimal comma`. */
export function formatLine({ profile }: { readonly profile: TableProfile }): string {
  return [
    `${rows(profile.rows)}, ${countOf(profile.columns.length, 'column')}`,
    ...formatWords(profile.format).map((words) => `; ${words}`),
  ].join('')
}

function formatWords({ delimiter, decimal, encoding }: TableFormat): string[] {
  return [
    `${delimiter === '\t' ? 'a tab' : quoted(delimiter)} between cells`,
    ...(decimal === ',' ? ['decimal comma'] : []),
    ...(encoding === 'utf-8' ? [] : [encoding]),
  ]
}

/** The target, its task and why, and the class that scores are about. */
export function targetLines({ plan, prepared }: UnderstoodTable): string[] {
  const { target } = plan
  const lines = [
    `target ${printable(target.profile.name)}: ${target.task}, since it has ${taskWords(target)}`,
  ]
  if (target.task === 'regression') return lines
  const shown = prepared.classes
    .slice(0, 5)
    .map((label) => `${quoted(label)} in ${rows(target.classes.get(label) ?? 0)}`)
  const all = `${shown.join(', ')}${prepared.classes.length > shown.length ? ', …' : ''}`
  return [
    ...lines,
    prepared.classes.length === 2
      ? `positive class: ${quoted(prepared.positive)}, the last label in order (${all})`
      : `classes: ${all}`,
    ...(target.unstratified === undefined
      ? []
      : [`warning: the split does not keep the class shares, since ${target.unstratified}`]),
  ]
}
