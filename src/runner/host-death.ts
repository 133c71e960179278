import { spawnSync } from 'node:child_process'
import { ownIdentity, stateOf } from '../data/process-identity.ts'
import { endMarked, killMarked } from './marked-processes.ts'
import { killGroups } from './process-group.ts'

/**
 * What becomes of engines when this process is killed and can end nobody. Nothing watches for it inside an
 * engine, which would disturb its times and could not wake up within a library's own code: the system ends the
 * engine, and the next run ends whoever is left.
 */
const HOST = 'KNNBENCH_HOST'
const MARK = /^KNNBENCH_HOST=0*(\d+)-0*(\d+)-(pid:\[\d+\])_*$/

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

/** How often those are looked for that a process started while it was being killed. */
const LOOKS = 20

/** SIGKILL to every engine of this process and all that they started: for one that leaves at once. */
export function killRunning(): void {
  killGroups()
  const own = Object.entries(hostMark()).map(([name, value]) => `${name}=${value}`)
  for (let looks = 0; looks < LOOKS; looks++) {
    const found = killMarked((environment) => own.some((mark) => environment.includes(mark)))
    if (found.length === 0) return
  }
}

/** Ends every process whose environment names a host that is gone, waits until none is left and gives their number. */
export function endOrphans(): Promise<number> {
  const self = ownIdentity()
  return endMarked((environment, pid) => {
    const mark = environment.find((variable) => variable.startsWith(`${HOST}=`))
    const [, host, started, pid_namespace] = MARK.exec(mark ?? '') ?? []
    if (host === undefined || pid === self.pid) return false
    return stateOf({ ...self, pid: Number(host), started: Number(started), pid_namespace }, self) === 'gone'
  })
}
