import { basename, isAbsolute, relative, sep } from 'node:path'
import { InputError, type Position } from '../config/input-error.ts'
import { type LocatedStudy, locateStudy } from '../config/parse-study.ts'
import { printable, quoted } from '../config/printable.ts'
import type { Study, Task } from '../config/study.ts'
import type { StudyPlaces } from '../config/study-places.ts'
import { type StudyDraft, studyText } from '../config/study-text.ts'
import type { PreparedCase } from '../data/case.ts'
import type { TablePlan } from '../data/table-plan.ts'
import { quickRows } from '../plan/quick-rows.ts'
import type { TableReference } from '../report/run-command.ts'
import { bundledManifests } from '../runner/engine-registry.ts'
import type { Io } from './io.ts'
import { knownNames } from './known-names.ts'
import { count, countOf, notesWords, rows, taskWords } from './profile-words.ts'
import { profileFile, type UnderstoodTable, understandTable } from './understand-table.ts'

const BASELINE = 'ts-brute'

/** The study of a table as the text of `file`, with the path of its table as it is to stand there, and as it is read. */
export function writtenStudy(
  understood: UnderstoodTable,
  { file, path }: { readonly file: string; readonly path: string },
  { cwd }: Pick<Io, 'cwd'>,
): LocatedStudy & { readonly text: string } {
  const text = studyTextOf(understood, path)
  const { drop, categorical, missing } = understood.table
  const listed = drop.length + categorical.length
  try {
    return { text, ...locateStudy({ file, text }, knownNames(), { cwd, allow_outside: true }) }
  } catch (error) {
    if (!(error instanceof InputError) || listed + missing.length < LONG_LIST) throw error
    const texts = missing.length === 0 ? '' : ` and ${countOf(missing.length, 'text')} that mean "missing"`
    throw new InputError({
      where: { file: understood.profile.file },
      found: `a study of this table would have to name ${countOf(listed, 'column')}${texts}: too many to list.`,
      fix: `Remove from the file what is no feature${shownNames(drop)}.`,
    })
  }
}

/** Far more than a table that anyone wants compared has. */
const LONG_LIST = 1000

function shownNames(names: readonly string[]): string {
  const shown = names.slice(0, 5).map(printable).join(', ')
  return names.length === 0 ? '' : `: ${shown}${names.length > 5 ? ', …' : ''}`
}

function studyTextOf({ plan, prepared, profile, table, name }: UnderstoodTable, path: string): string {
  const { target, columns } = plan
  const { drop, categorical, missing, ...rest } = table
  const why = (column: string) => {
    const found = columns.find(({ profile: { name: one } }) => one === column)
    return { value: column, why: found === undefined ? '' : notesWords(found) }
  }
  const draft: StudyDraft = {
    name,
    heading: [
      `A first study of ${basename(profile.file)}: ${rows(profile.rows)}, ${countOf(profile.columns.length, 'column')}; as found by knnbench init.`,
      `${count(prepared.n_train)} train, ${count(prepared.n_test)} test, ${countOf(prepared.n_features, 'feature')} after preparation.`,
    ],
    task: target.task,
    task_why: `the target has ${taskWords(target)}; the other task is ${otherTask(target.task)}`,
    path,
    table: rest,
    target_why: targetWhy(plan, prepared),
    drop: drop.map(why),
    categorical: categorical.map(why),
    missing: missing.map((value) => ({ value, why: missingWhy(value, plan) })),
    engines: engineList(),
    stratify: prepared.split.kind === 'holdout' && prepared.split.stratify,
    stratify_why: stratifyWhy(plan),
    ...quickRows(prepared),
  }
  return studyText(draft)
}

function otherTask(task: Task): string {
  return task === 'classification' ? 'regression' : 'classification'
}

function targetWhy({ target }: TablePlan, { classes }: PreparedCase): string {
  if (target.task === 'regression') return ''
  const shown = classes
    .slice(0, 5)
    .map((label) => `${quoted(label)}: ${rows(target.classes.get(label) ?? 0)}`)
  return `${shown.join(', ')}${classes.length > shown.length ? ', …' : ''}`
}

function missingWhy(text: string, { columns }: TablePlan): string {
  const named = columns.filter(({ notes }) =>
    notes.some((note) => note.code === 'read-as-missing' && note.texts.includes(text)),
  )
  return `stands among the numbers of ${named.map(({ profile }) => printable(profile.name)).join(', ')}`
}

function stratifyWhy({ target }: TablePlan): string {
  if (target.task === 'regression') return 'one fifth is the test part'
  return target.unstratified === undefined
    ? 'one fifth is the test part, with the same class shares'
    : `one fifth is the test part; not stratified, since ${target.unstratified}`
}

/** Every engine that comes with the tool and can be graded; a run leaves out those that are not set up and says so. */
function engineList(): { readonly value: string; readonly why: string }[] {
  const all = bundledManifests()
    .filter(({ manifest }) => manifest.capabilities.exact)
    .map(({ manifest }) => ({ value: manifest.name, why: manifest.description }))
  return [...all.filter(({ value }) => value === BASELINE), ...all.filter(({ value }) => value !== BASELINE)]
}

export interface TableStudy {
  readonly study: Study
  readonly places: StudyPlaces
  readonly understood: UnderstoodTable
}

/** The study that `init` would write, without a file: for `--data` and `--target`. */
export function tableStudy({ data, target }: TableReference, io: Io): TableStudy {
  const understood = understandTable(profileFile(data, io), { target }, io)
  const { file } = understood.profile
  const { study } = writtenStudy(understood, { file, path: file }, io)
  // No user wrote this study, so whatever is wrong with it is wrong with the table.
  const where: Position = { file }
  const places = { baseline: where, dataset: () => where, parameter: () => where }
  return { study, places, understood }
}

/** The path of the table as a study in `folder` names it: relative where that stays inside. */
export function pathFrom(folder: string, file: string): string {
  const steps = relative(folder, file)
  return steps === '..' || steps.startsWith(`..${sep}`) || isAbsolute(steps) ? file : steps
}
