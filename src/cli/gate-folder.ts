import { existsSync } from 'node:fs'
import { resultsFolder } from './folders.ts'
import type { Io } from './io.ts'

/**
 * Where a gate measures: `results/<study>-gate`, or with the next free number. A build may change in a file that no
 * hash sees, so what an earlier gate measured never counts for this one; --out names a folder to go on in.
 */
export function gateFolder(study: string, out: string | undefined, io: Pick<Io, 'cwd'>): string {
  if (out !== undefined) return resultsFolder(io, study, out)
  for (let number = 1; ; number++) {
    const folder = resultsFolder(io, `${study}-gate${number === 1 ? '' : `-${number}`}`, undefined)
    if (!existsSync(folder)) return folder
  }
}
