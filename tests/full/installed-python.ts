import { homedir } from 'node:os'
import { join } from 'node:path'
import { findSetup } from '../../src/runner/setups.ts'

/** The interpreter that `knnbench engines setup NAME` made, if it did. */
export function installedPython(setup = 'sklearn'): string | undefined {
  const base = process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache')
  return findSetup(setup, join(base, 'knnbench'))?.program
}
