import { shellWord } from '../config/shell-word.ts'

/** A table that is run without a study file. */
export interface TableReference {
  /** Path of the file. */
  readonly data: string
  readonly target: string
}

/** How the user names the study in commands. */
export interface StudyReference {
  /** Its name, the path of its file, or the table that it is made from. */
  readonly study: string | TableReference
  /** What goes on with the same run: `--dataset wine`, `--out d`. */
  readonly flags?: readonly string[]
}

/** The command that goes on with a study, perhaps with other rounds: `knnbench run quick --rounds 20`. */
export function runCommand({ study, flags = [] }: StudyReference, rounds?: number): string {
  const kept = rounds === undefined ? flags : flags.filter((flag) => !flag.startsWith('--rounds '))
  return [
    'knnbench run',
    typeof study === 'string' ? shellWord(study) : tableFlags(study),
    ...kept,
    ...(rounds === undefined ? [] : [`--rounds ${rounds}`]),
  ].join(' ')
}

/** The options by which other commands than `run` name the study. */
export function studyFlags({ study }: Pick<StudyReference, 'study'>): string {
  return typeof study === 'string' ? `--study ${shellWord(study)}` : tableFlags(study)
}

/** The options that name a table. */
export function tableFlags({ data, target }: TableReference): string {
  return `--data ${shellWord(data)} --target ${shellWord(target)}`
}
