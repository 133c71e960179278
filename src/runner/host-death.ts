import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'
import { InputError } from '../config/input-error.ts'
import { ownIdentity, stateOf } from '../data/process-identity.ts'
import { killProcess } from './process-group.ts'

/**
 * What becomes of engines when this process is killed and can end nobody. Nothing watches for it inside an
 * engine, which would disturb its times and could not wake up within a library's own code: the system ends the
 * engine, and the next run ends whoever is left.
 */
const HOST = 'KNNBENCH_HOST'
const MARK = /^KNNBENCH_HOST=0*(\d+)-0*(\d+)-(pid:\[\d+\])_*$/

const LOOKS = 200
const LOOK_AGAIN_MS = 25

let canBind: boolean | undefined

/** A command's words, with those before it that have Linux kill its process when this one dies (prctl(2), PR_SET_PDEATHSIG). */
export function boundWords(words: readonly string[]): string[] {
  const binding = ['setpriv', '--pdeathsig', 'KILL']
  canBind ??= spawnSync('setpriv', [...binding.slice(1), 'true']).status === 0
  return canBind ? [...binding, ...words] : [...words]
}

/** The variable that tells an engine and all its children as ours; always of one length, since the size of an environment can shift times. */
export function hostMark(): Record<string, string> {
  const { pid, started, pid_namespace } = ownIdentity()
  if (started === null || pid_namespace === null) return {}
  const mark = [
    String(pid).padStart(10, '0'),
    String(started).padStart(20, '0'),
    pid_namespace.padEnd(24, '_'),
  ]
  return { [HOST]: mark.join('-') }
}

/** Ends every process of a host that is gone, waits until none is left and gives their number. */
export async function endOrphans(): Promise<number> {
  const ended = new Set<number>()
  for (let looks = 0; looks < LOOKS; looks++) {
    const found = orphans()
    if (found.length === 0) return ended.size
    for (const pid of found) killProcess(pid)
    for (const pid of found) ended.add(pid)
    await delay(LOOK_AGAIN_MS)
  }
  throw new InputError({
    found: `an earlier run was killed and left the process ${orphans().join(', ')}, which does not end.`,
    fix: 'End it: nothing can be timed beside it.',
  })
}

/** Processes whose environment names a host that is gone. Without /proc none can be told. */
function orphans(): number[] {
  const self = ownIdentity()
  return processIds().filter((pid) => {
    const mark = environmentOf(pid).find((variable) => variable.startsWith(`${HOST}=`))
    const [, host, started, pid_namespace] = MARK.exec(mark ?? '') ?? []
    if (host === undefined || pid === self.pid) return false
    return stateOf({ ...self, pid: Number(host), started: Number(started), pid_namespace }, self) === 'gone'
  })
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
