import { spawnSync } from 'node:child_process'
import { temporaryName } from '../../src/data/temporary.ts'

/** A name as a process that has just ended would have given it. */
export function leftName(): string {
  const { pid } = spawnSync(process.execPath, ['--version'])
  return temporaryName().replace(/^\.new-\d{10}/, `.new-${String(pid).padStart(10, '0')}`)
}
