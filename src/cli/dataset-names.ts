import { InputError } from '../config/input-error.ts'
import { didYouMean } from '../config/nearest-name.ts'
import { datasetNames, readRegistry } from '../data/registry.ts'

/** Throws unless a study could use this name without a path. */
export function requireName(name: string): void {
  const known = datasetNames()
  if (known.includes(name)) return
  throw new InputError({
    found: `unknown dataset "${name}".${didYouMean(name, known)}`,
    fix: 'List them with: knnbench datasets list. A CSV of your own is named in a study: see the README.',
  })
}

/** The task that a dataset is for. */
export function taskOf(name: string): 'classification' | 'regression' {
  return readRegistry().find((one) => one.name === name)?.task ?? 'classification'
}
