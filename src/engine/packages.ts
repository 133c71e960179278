import { createRequire } from 'node:module'
import { join } from 'node:path'
import { InputError } from '../config/input-error.ts'
import { versionIn } from './package-version.ts'

/** npm packages in a folder of their own, which a setup filled. */
export interface Packages {
  /**
   * What a package exports, of the type that the adapter says: they ship other types or none, and the tests ask the
   * real library for every call that an adapter makes.
   */
  load<Library>(name: string): Library
  version(name: string): string
}

/** The packages in `folder`; throws `InputError` where none was named. */
export function packagesIn(folder: string | undefined): Packages {
  if (folder === undefined) {
    throw new InputError({
      found: 'this engine needs a folder of npm packages.',
      fix: 'Add --packages FOLDER',
    })
  }
  const load = createRequire(join(folder, 'package.json'))
  return {
    load: (name) => load(name),
    version: (name) => versionIn(join(folder, 'node_modules', name, 'package.json')),
  }
}
