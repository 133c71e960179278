import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { INSTALLATION } from '../../src/runner/installation.ts'

/** Writes the `ready.json` of scikit-learn's setup, as made from today's lock file; gives the setup's folder. */
export function pretendSetup(cacheRoot: string, text: string): string {
  const lock = readFileSync(join(INSTALLATION, 'engines/python/requirements-sklearn.txt'))
  const hash = createHash('sha256').update(lock).digest('hex').slice(0, 12)
  const folder = join(cacheRoot, 'setups', `sklearn-${hash}`)
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'ready.json'), text)
  return folder
}
