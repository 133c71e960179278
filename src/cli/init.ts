import { existsSync, realpathSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { InputError } from '../config/input-error.ts'
import { shellWord } from '../config/shell-word.ts'
import type { Task } from '../config/study.ts'
import { isReadable } from '../config/study-paths.ts'
import { hasTooManyClasses, targetCandidates } from '../data/profile-target.ts'
import type { TargetPlan } from '../data/target-plan.ts'
import { renderGrid } from '../report/render/grid.ts'
import { tableFlags } from '../report/run-command.ts'
import { missingTarget } from './chosen-study.ts'
import { colorOf, EXIT, type Io, widthOf } from './io.ts'
import { profileJson } from './profile-json.ts'
import { profileTable } from './profile-table.ts'
import { count, countOf } from './profile-words.ts'
import { formatLine, targetLines } from './table-notes.ts'
import { pathFrom, writtenStudy } from './table-study.ts'
import { profileFile, type UnderstoodTable, understandTable } from './understand-table.ts'
import { writeStudyFile } from './write-study.ts'

export interface InitOptions {
  readonly data: string
  readonly target?: string
  readonly task?: Task
  readonly out: string
  readonly force?: true
  readonly json?: true
}

/** `knnbench init`: says what a table holds and writes a study of it. Gives the exit code. */
export function initCommand(options: InitOptions, io: Io): number {
  const { data, target } = options
  const profile = profileFile(data, io)
  const show = (text: string, json: unknown) =>
    io.stdout.write(options.json === true ? `${JSON.stringify(json, null, 2)}\n` : text)
  const render = { width: widthOf(io.stdout, io.env), color: colorOf(io.stdout, io.env) }
  if (target === undefined) {
    const candidates = targetCandidates(profile)
    const grid = renderGrid(profileTable(profile.columns), render)
    show(`${formatLine({ profile })}\n\n${grid}\n`, { ...profileJson(profile), candidates })
    const command = (table: { readonly data: string; readonly target: string }) =>
      `knnbench init ${tableFlags(table)}`
    throw missingTarget(profile, data, command)
  }
  const out = resolve(io.cwd, options.out)
  refuseOverwriting(out, profile.file, options)
  const understood = understandTable(profile, { target, task: options.task }, io)
  const { text } = writtenStudy(understood, { file: out, path: pathFrom(dirname(out), profile.file) }, io)
  writeStudy(out, text, options)
  const { plan } = understood
  const sections = [
    formatLine({ profile }),
    '',
    renderGrid(profileTable(profile.columns, plan), render),
    '',
    ...targetLines(understood).map((line) => `  ${line}`),
    ...otherTask(plan.target).map((line) => `  ${line}`),
    `  ${sizes(understood)}`,
    '',
    ...nextSteps(understood, options, io),
    '',
  ]
  show(sections.join('\n'), { ...profileJson(profile, understood), study: options.out })
  return EXIT.ok
}

function refuseOverwriting(out: string, file: string, { force, out: typed }: InitOptions): void {
  if (!existsSync(out)) return
  if (realpathSync(out) === realpathSync(file))
    throw new InputError({ found: '--out is the table itself.', fix: 'Choose another file for the study.' })
  if (force !== true) throw alreadyThere(typed)
}

function alreadyThere(out: string): InputError {
  return new InputError({
    where: { file: out },
    found: 'this file is already there, and nothing was written.',
    fix: 'Choose another one with --out, or write over it with --force.',
  })
}

function writeStudy(out: string, text: string, { force, out: typed }: InitOptions): void {
  try {
    writeStudyFile(out, text, force === true)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') throw alreadyThere(typed)
    throw error
  }
}

/** How to change the task, where the target allows another. */
function otherTask({ task, profile }: TargetPlan): string[] {
  const isPossible = task === 'regression' ? !hasTooManyClasses(profile) : profile.texts.rows === 0
  const other = task === 'regression' ? 'classification' : 'regression'
  return isPossible ? [`if that is wrong: --task ${other}, or  task: ${other}  in the study`] : []
}

function sizes({ prepared }: UnderstoodTable): string {
  const { n_train, n_test, n_features } = prepared
  return `prepared: ${count(n_train)} train, ${count(n_test)} test, ${countOf(n_features, 'feature')}`
}

function nextSteps({ profile }: UnderstoodTable, { out }: InitOptions, io: Io): string[] {
  const folders = [io.cwd, dirname(resolve(io.cwd, out))]
  const isInside = isReadable(profile.file, { cwd: io.cwd, readable: folders, followLinks: realpathSync })
  const outside = isInside ? '' : ' --allow-outside'
  const study = shellWord(out)
  return [`Wrote ${out}. Run it with:  knnbench run ${study}${outside}`]
}
