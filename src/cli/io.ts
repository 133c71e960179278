/** The streams and surroundings of one invocation, handed in so that tests can call `main`. */
export interface Io {
  readonly stdout: OutputStream
  readonly stderr: OutputStream
  readonly env: Readonly<Record<string, string | undefined>>
  readonly cwd: string
  /** Aborted by the first Ctrl-C. */
  readonly interrupt: AbortSignal
}

export interface OutputStream {
  write(text: string): unknown
  readonly isTTY?: boolean
  readonly columns?: number
}

/** Exit codes of design §12. */
export const EXIT = { ok: 0, failed: 1, usage: 2, wrong: 5, interrupted: 130 } as const

/** Colour only on a terminal, and never under NO_COLOR (no-color.org). */
export function colorOf(stream: OutputStream, env: Io['env']): 'color' | 'plain' {
  return stream.isTTY === true && (env.NO_COLOR ?? '') === '' ? 'color' : 'plain'
}

/** Columns of a stream; 80 where it is no terminal, so that files come out the same everywhere. */
export function widthOf(stream: OutputStream): number {
  return stream.isTTY === true ? Math.max(40, stream.columns ?? 80) : 80
}
