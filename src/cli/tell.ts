import type { Io } from './io.ts'

/** Lines beside the results, on stderr. */
export function tell(io: Io, lines: readonly string[]): void {
  io.stderr.write(lines.map((line) => `${line}\n`).join(''))
}
