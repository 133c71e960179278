/** The streams and surroundings of one invocation, handed in so that tests can call `main`. */
export interface Io {
  readonly stdout: OutputStream
  readonly stderr: OutputStream
  readonly env: Readonly<Record<string, string | undefined>>
  readonly cwd: string
  /**
   * From now on Ctrl-C does not end the process at once: it aborts this signal. Only for work that listens to it and
   * has something to finish. A second one ends the process at once, saying what is `kept`.
   */
  catchInterrupts(kept: string): AbortSignal
  /** The network; the one of Node where a test hands in no other. */
  readonly fetch?: typeof fetch
}

export interface OutputStream {
  write(text: string): unknown
  readonly isTTY?: boolean
  readonly columns?: number
}

/** Exit codes of design §12. */
export const EXIT = {
  ok: 0,
  failed: 1,
  usage: 2,
  /** Something came out otherwise than it was. */
  regression: 3,
  inconclusive: 4,
  wrong: 5,
  interrupted: 130,
} as const

/** Colour only on a terminal, and never under NO_COLOR (no-color.org). */
export function colorOf(stream: OutputStream, env: Io['env']): 'color' | 'plain' {
  return stream.isTTY === true && (env.NO_COLOR ?? '') === '' ? 'color' : 'plain'
}

const LEAST_WIDTH = 40

/** Columns of a terminal; elsewhere what COLUMNS says, or 80, so that files come out the same everywhere. */
export function widthOf(stream: OutputStream, env: Io['env']): number {
  const columns = stream.isTTY === true ? stream.columns : Number(env.COLUMNS)
  return Math.max(
    LEAST_WIDTH,
    columns !== undefined && Number.isInteger(columns) && columns > 0 ? columns : 80,
  )
}
