import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { INSTALLATION } from '../runner/installation.ts'
import type { Io } from './io.ts'

/** Where prepared data and engine setups are kept. */
export function cacheRoot({ env }: Io): string {
  const base = env.XDG_CACHE_HOME
  return join(base !== undefined && base !== '' ? base : join(homedir(), '.cache'), 'knnbench')
}

export const CONFIGS = join(INSTALLATION, 'configs')
/** Published studies, by name. */
export const PUBLISHED = join(INSTALLATION, 'results', 'published')

/** `results/<study>` below the working directory, or what --out says. */
export function resultsFolder(io: Pick<Io, 'cwd'>, study: string, out: string | undefined): string {
  return out === undefined ? join(io.cwd, 'results', study) : resolve(io.cwd, out)
}
