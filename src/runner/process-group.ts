import { setTimeout as delay } from 'node:timers/promises'

/** Groups whose leader was started here and was not seen to end. */
const running = new Set<number>()

/** Notes a group as running until this is over. */
export function keepGroup(pid: number, over: Promise<unknown>): void {
  running.add(pid)
  void over.finally(() => running.delete(pid))
}

/** SIGKILL to every group that still runs. */
export function killGroups(): void {
  for (const pid of running) killLeftovers(pid)
}

/**
 * Ends a whole process group: SIGTERM, then SIGKILL after a grace of 2 s (design §7). The only file
 * that signals processes. A killed shell would leave grandchildren holding our pipe, so the group,
 * not the process, is what is signaled; it exists because the engine was spawned `detached`. Gives false for a group
 * that goes on, since all of it runs as another user.
 */
export async function endProcessGroup(
  pid: number,
  exited: Promise<unknown>,
  grace_ms = 2000,
): Promise<boolean> {
  signalGroup(pid, 'SIGTERM')
  const expired = new AbortController()
  const grace = delay(grace_ms, false, { signal: expired.signal }).catch(() => false)
  const hasEnded = await Promise.race([exited.then(() => true), grace])
  expired.abort()
  return killLeftovers(pid) || hasEnded
}

/** SIGKILL to whatever is left of a group whose leader may be gone already; false if nobody in it is ours to end. */
export function killLeftovers(pid: number): boolean {
  return signalGroup(pid, 'SIGKILL')
}

/** SIGKILL to one process that may be gone already; false if it is not ours to end. */
export function killProcess(pid: number): boolean {
  return signal(pid, 'SIGKILL')
}

function signalGroup(pid: number, name: NodeJS.Signals): boolean {
  return signal(-pid, name)
}

/** False if the target may not be signaled: a program that changes its user (setuid) is nobody's to end but that user's. */
function signal(target: number, name: NodeJS.Signals): boolean {
  try {
    process.kill(target, name)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    if (code === 'EPERM') return false
    if (code !== 'ESRCH') throw error // nobody is left
  }
  return true
}
