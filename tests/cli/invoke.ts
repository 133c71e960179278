import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Io } from '../../src/cli/io.ts'
import { main } from '../../src/cli/main.ts'

export interface Invocation {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
  /** How often the command asked to be told of Ctrl-C. */
  readonly caught: number
}

/** One command within this process, in `folder` and with its cache there; `io` replaces what a test wants otherwise. */
export async function invoke(
  folder: string,
  argv: readonly string[],
  io: Partial<Io> = {},
): Promise<Invocation> {
  const told = { stdout: '', stderr: '', caught: 0 }
  const code = await main(argv, {
    stdout: { write: (text) => (told.stdout += text) },
    stderr: { write: (text) => (told.stderr += text) },
    cwd: folder,
    catchInterrupts() {
      told.caught++
      return new AbortController().signal
    },
    ...io,
    env: { XDG_CACHE_HOME: join(folder, '.cache'), ...io.env },
  })
  return { code, ...told }
}

/** An empty folder in which commands run within this process. */
export function desk() {
  const folder = mkdtempSync(join(tmpdir(), 'knnbench-cli-'))
  return {
    folder,
    write(file: string, text: string): void {
      mkdirSync(dirname(join(folder, file)), { recursive: true })
      writeFileSync(join(folder, file), text)
    },
    knnbench: (argv: readonly string[], env: Record<string, string> = {}): Promise<Invocation> =>
      invoke(folder, argv, { env }),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}

/** Where something reads a small study; `rest` are further lines. */
export function study(datasets: string, engines: string, rest = ''): string {
  const grid = 'grid: { n_neighbors: [1, 5], metric: [euclidean], weights: [uniform] }'
  return `name: s\ndatasets: ${datasets}\nengines: ${engines}\n${rest.includes('grid:') ? '' : `${grid}\n`}${rest}\n`
}
