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
 * not the process, is what is signaled; it exists because the engine was spawned `detached`.
 */
export async function endProcessGroup(pid: number, exited: Promise<unknown>, grace_ms = 2000): Promise<void> {
  signalGroup(pid, 'SIGTERM')
  const expired = new AbortController()
  await Promise.race([exited, delay(grace_ms, undefined, { signal: expired.signal }).catch(() => undefined)])
  expired.abort()
  killLeftovers(pid)
}

/** SIGKILL to whatever is left of a group whose leader may be gone already. */
export function killLeftovers(pid: number): void {
  signalGroup(pid, 'SIGKILL')
}

/** SIGKILL to one process that may be gone already, or not be ours to end. */
export function killProcess(pid: number): void {
  signal(pid, 'SIGKILL', ['ESRCH', 'EPERM'])
}

function signalGroup(pid: number, name: NodeJS.Signals): void {
  signal(-pid, name, ['ESRCH']) // nobody is left
}

function signal(target: number, name: NodeJS.Signals, expected: readonly string[]): void {
  try {
    process.kill(target, name)
  } catch (error) {
    if (error instanceof Error && 'code' in error && expected.includes(String(error.code))) return
    throw error
  }
}
