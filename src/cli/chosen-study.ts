import { InputError } from '../config/input-error.ts'
import { printable } from '../config/printable.ts'
import { shellWord } from '../config/shell-word.ts'
import type { TableProfile } from '../data/profile-csv.ts'
import { hasTooManyClasses, targetCandidates } from '../data/profile-target.ts'
import type { StudyReference, TableReference } from '../report/run-command.ts'
import { runCommand } from '../report/run-command.ts'
import type { Io } from './io.ts'
import { candidateWords } from './profile-words.ts'
import { narrowed, type ReadStudy, readStudy, type StudyFlags } from './read-study.ts'
import { tableNotes } from './table-notes.ts'
import { tableStudy } from './table-study.ts'
import { profileFile, type UnderstoodTable } from './understand-table.ts'

/** A table of the user's own, named instead of a study. */
export interface TableFlags {
  readonly data?: string
  readonly target?: string
}

/** What the command line names: a study, or a table with its target; anything else is an `InputError`. */
export function chosenStudy(
  study: string | undefined,
  { data, target }: TableFlags,
  io: Io,
): StudyReference['study'] {
  if (study !== undefined && data === undefined && target === undefined) return notATable(study)
  if (study !== undefined) {
    const found = `a study (${printable(study)}) and ${data === undefined ? '--target' : '--data'} are both given.`
    throw new InputError({ found, fix: 'Keep one of them: a study names its own data.' })
  }
  if (data === undefined) {
    const found = target === undefined ? 'there is no study.' : '--target is given without --data.'
    throw new InputError([
      { found, fix: 'Write  knnbench run quick  or  knnbench run --data FILE.csv --target COLUMN' },
      { found: 'Run "knnbench run --help" for its arguments and options.', fix: '' },
    ])
  }
  if (target !== undefined) return { data, target }
  throw missingTarget(profileFile(data, io), data, (table) => runCommand({ study: table }))
}

/** The likeliest mistake is to name the table as if it were a study. */
function notATable(study: string): string {
  if (!/\.(csv|tsv)$/i.test(study)) return study
  throw new InputError({
    found: `${printable(study)} is a table, not a study.`,
    fix: `Write  ${runCommand({ study: { data: study, target: 'COLUMN' } })}`,
  })
}

/** What to type, where a table is named, as `data`, without its target. */
export function missingTarget(
  profile: TableProfile,
  data: string,
  commandFor: (table: TableReference) => string,
): InputError {
  const [first, ...others] = targetCandidates(profile).slice(0, 5)
  if (first === undefined) {
    return new InputError({
      where: { file: profile.file },
      found: '--target is missing, and no column looks like one: it must have a value in every row.',
      fix: `Write  ${commandFor({ data, target: 'COLUMN' })}`,
    })
  }
  const likely = [first, ...others].map((one) => `${printable(one.name)} (${candidateWords(one)})`)
  return new InputError({
    where: { file: profile.file },
    found: `--target is missing. Likely, the first one most: ${likely.join(', ')}.`,
    fix: `Write  ${commandFor({ data, target: first.name })}`,
  })
}

/** The study behind a reference, narrowed as the flags say. */
export function readChosen(reference: StudyReference['study'], flags: StudyFlags, io: Io): ReadStudy {
  if (typeof reference === 'string') return readStudy(reference, flags, io)
  const { study, places, understood } = tableStudy(reference, io)
  const found = narrowed(study, flags)
  return {
    ...found,
    places,
    notes: [...tableNotes(understood), ...otherTaskNotes(reference, understood), ...found.notes],
  }
}

/** How a target of many different numbers is one of classes, where it can be. */
function otherTaskNotes({ data, target }: TableReference, { plan }: UnderstoodTable): string[] {
  if (plan.target.task === 'classification' || hasTooManyClasses(plan.target.profile)) return []
  const command = `knnbench init --data ${shellWord(data)} --target ${shellWord(target)} --task classification`
  return [`If its numbers are classes:  ${command}`]
}
