/** How the user names the study in commands. */
export interface StudyReference {
  /** Its name, or the path of its file. */
  readonly study: string
  /** What goes on with the same run: `--dataset wine`, `--out d`. */
  readonly flags?: readonly string[]
}

/** The command that goes on with a study, perhaps with other rounds: `knnbench run quick --rounds 20`. */
export function runCommand({ study, flags = [] }: StudyReference, rounds?: number): string {
  const kept = rounds === undefined ? flags : flags.filter((flag) => !flag.startsWith('--rounds '))
  return [
    'knnbench run',
    shellWord(study),
    ...kept,
    ...(rounds === undefined ? [] : [`--rounds ${rounds}`]),
  ].join(' ')
}

/** A word as a POSIX shell reads it back, so that a command can be pasted whatever a ledger holds. */
export function shellWord(word: string): string {
  return /^[\w./@:+=-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`
}
