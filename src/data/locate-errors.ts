import { InputError } from '../config/input-error.ts'

/** Runs `work` and adds the file to those of its errors that do not say where they are. */
export function locateErrors<T>(file: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    throw new InputError(error.problems.map((problem) => ({ where: { file }, ...problem })))
  }
}
