import { homedir } from 'node:os'
import { join } from 'node:path'
import { findSetup } from '../../src/runner/setups.ts'

/** The interpreter that `knnbench engines setup sklearn` made, if it did. */
export function installedPython(): string | undefined {
  const base = process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache')
  return findSetup('sklearn', join(base, 'knnbench'))?.program
}
