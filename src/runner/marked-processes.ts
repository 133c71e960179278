import { readdirSync, readFileSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'
import { InputError } from '../config/input-error.ts'
import { killProcess } from './process-group.ts'

const LOOKS = 200
const LOOK_AGAIN_MS = 25

/** Whether a process is meant, by the variables of its environment (`NAME=value`). */
export type IsMeant = (environment: readonly string[], pid: number) => boolean

/** Ends every process that is meant, also those that they start meanwhile, and gives their number. */
export async function endMarked(isMeant: IsMeant): Promise<number> {
  const ended = new Set<number>()
  for (let looks = 0; looks < LOOKS; looks++) {
    const found = killMarked(isMeant)
    if (found.length === 0) return ended.size
    for (const pid of found) ended.add(pid)
    await delay(LOOK_AGAIN_MS)
  }
  throw new InputError({
    found: `an engine left the process ${findMarked(isMeant).join(', ')}, which does not end.`,
    fix: 'End it: nothing can be timed beside it.',
  })
}

/** SIGKILL to every process that is meant and ours to end, at once; gives their ids. */
export function killMarked(isMeant: IsMeant): number[] {
  return findMarked(isMeant).filter(killProcess)
}

/** Who is meant. Without /proc none can be told; one that only waits to be reaped has no environment any more. */
export function findMarked(isMeant: IsMeant): number[] {
  return processIds().filter((pid) => isMeant(environmentOf(pid), pid))
}

function processIds(): number[] {
  try {
    return readdirSync('/proc').map(Number).filter(Number.isInteger)
  } catch {
    return []
  }
}

/** Empty for a process that ended meanwhile, and for those of other users. */
function environmentOf(pid: number): string[] {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0')
  } catch {
    return []
  }
}
