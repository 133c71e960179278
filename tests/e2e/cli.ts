import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const TOOL = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url))

/** The built tool in an empty folder of its own. */
export function workplace() {
  const folder = mkdtempSync(join(tmpdir(), 'knnbench-e2e-'))
  const env = { ...process.env, NO_COLOR: '1', XDG_CACHE_HOME: join(folder, '.cache') }
  const options = {
    cwd: folder,
    encoding: 'utf8',
    env,
    maxBuffer: 1e9,
  } as const
  return {
    folder,
    /** Runs a command to its end. */
    knnbench: (...words: string[]) => spawnSync(process.execPath, [TOOL, ...words], options),
    /** Runs a command through another program, such as `setarch`. */
    through: (program: string, before: readonly string[], ...words: string[]) =>
      spawnSync(program, [...before, process.execPath, TOOL, ...words], options),
    /** Starts a command and leaves it running. */
    start: (...words: string[]): ChildProcess =>
      spawn(process.execPath, [TOOL, ...words], { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] }),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}
