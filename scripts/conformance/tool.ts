import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

export const FILES = fileURLToPath(new URL('../../../shared/datasets/', import.meta.url))
const TOOL = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url))

/** Runs the built tool; a wrong answer (exit 5) is what this is for, any other failure ends it. */
export function tool(words: readonly string[], stderr: 'pipe' | 'inherit'): { readonly stdout: string } {
  const { status, stdout } = spawnSync(process.execPath, [TOOL, ...words], {
    encoding: 'utf8',
    maxBuffer: 1e9,
    stdio: ['ignore', 'pipe', stderr],
  })
  if (status === null || ![0, 1, 5].includes(status))
    throw new Error(`knnbench ${words.join(' ')} ended with ${status}`)
  return { stdout }
}
