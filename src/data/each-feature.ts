import { InputError, type InputProblem } from '../config/input-error.ts'
import type { Feature } from './frame.ts'

/** What `work` makes of each feature; one `InputError` names all those that it refuses. */
export function eachFeature<T>(features: readonly Feature[], work: (feature: Feature) => T): T[] {
  const problems: InputProblem[] = []
  const made = features.flatMap((feature) => {
    try {
      return [work(feature)]
    } catch (error) {
      if (!(error instanceof InputError)) throw error
      problems.push(...error.problems)
      return []
    }
  })
  if (problems.length > 0) throw new InputError(problems)
  return made
}
