import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'

/** How a started command ended, and all that it said. */
export interface Told {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  readonly stdout: string
  readonly stderr: string
}

/** Collects what a command says to its end. */
export async function told(child: ChildProcess): Promise<Told> {
  const text = { stdout: '', stderr: '' }
  for (const name of ['stdout', 'stderr'] as const) {
    child[name]?.setEncoding('utf8').on('data', (chunk: string) => {
      text[name] += chunk
    })
  }
  const [code, signal] = await once(child, 'close')
  return { ...text, code, signal }
}

/** Resolves when a command has said this on stderr, or has ended. */
export function said(child: ChildProcess, words: string): Promise<void> {
  let text = ''
  return new Promise((resolve) => {
    child.stderr?.on('data', (chunk: Buffer | string) => {
      text += chunk.toString()
      if (text.includes(words)) resolve()
    })
    child.once('close', () => resolve())
  })
}
