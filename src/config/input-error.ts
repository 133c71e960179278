import { printable } from './printable.ts'

/** Where in a user's file something was found; line, column and row count from 1. */
export interface Position {
  readonly file: string
  readonly line?: number
  readonly column?: number
  /** Of a table that has no lines. */
  readonly row?: number
}

export interface InputProblem {
  readonly where?: Position
  /** What was found and what is allowed. */
  readonly found: string
  /** What to do: a key, a flag or a command. */
  readonly fix: string
  /**
   * Of a problem with data: the key of the study's dataset entry that caused it. Whoever has the study puts the
   * place where that is written before the sentence.
   */
  readonly study_key?: readonly (string | number)[]
  /** The table's column without which there would be no such problem, as the file names it. */
  readonly column?: string
}

/** Bad usage, study or data: exit code 2. The message names place, finding and remedy. */
export class InputError extends Error {
  readonly problems: readonly InputProblem[]

  constructor(problem: InputProblem | readonly InputProblem[]) {
    const problems = 'found' in problem ? [problem] : problem
    super(problems.map(formatProblem).join('\n'))
    this.name = 'InputError'
    this.problems = problems
  }
}

/**
 * `file:line:column: found fix`, as far as the position is known: one line, whatever a file or its path holds, but for
 * a fix that itself begins a line.
 */
function formatProblem({ where, found, fix }: InputProblem): string {
  const place = where === undefined ? '' : placeText(where)
  const sentence = printable(place === '' ? found : `${place}: ${found}`)
  if (fix === '') return sentence
  const start = fix.startsWith('\n') ? ' \n' : ' '
  return `${sentence}${start}${printable(fix.slice(start.length - 1))}`
}

function placeText({ file, line, column, row }: Position): string {
  const place = [file, line, column].filter((part) => part !== undefined).join(':')
  return row === undefined ? place : `${place}, row ${row}`
}
