import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const TOOL = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url))

export type Workplace = ReturnType<typeof workplace>

/** The built tool in an empty folder of its own, with a cache and a folder for temporary files. */
export function workplace() {
  const folder = mkdtempSync(join(tmpdir(), 'knnbench-e2e-'))
  const cache = join(folder, '.cache')
  const temporary = join(folder, '.tmp')
  mkdirSync(temporary)
  const env = { ...process.env, NO_COLOR: '1', XDG_CACHE_HOME: cache, TMPDIR: temporary }
  const options = {
    cwd: folder,
    encoding: 'utf8',
    env,
    maxBuffer: 1e9,
  } as const
  const start = (more: Readonly<Record<string, string>>, words: readonly string[]): ChildProcess =>
    spawn(process.execPath, [TOOL, ...words], {
      cwd: folder,
      env: { ...env, ...more },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
  return {
    folder,
    cache,
    temporary,
    /** Runs a command to its end. */
    knnbench: (...words: string[]) => spawnSync(process.execPath, [TOOL, ...words], options),
    /** Runs a command through another program, such as `setarch`. */
    through: (program: string, before: readonly string[], ...words: string[]) =>
      spawnSync(program, [...before, process.execPath, TOOL, ...words], options),
    /** Starts a command and leaves it running. */
    start: (...words: string[]): ChildProcess => start({}, words),
    /** The same, with more in its environment. */
    startWith: (more: Readonly<Record<string, string>>, ...words: string[]) => start(more, words),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}
