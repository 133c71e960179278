import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

/** Which cores engines and host run on. */
export interface Pinning {
  readonly engine_cores: readonly number[]
  readonly host_cores: readonly number[]
  readonly all_cores: readonly number[]
}

/** Engines get the last `threads` cores that this process may use, the host the others, where there are any. */
export function choosePinning(allowed: readonly number[], threads: number): Pinning | undefined {
  if (allowed.length === 0) return undefined
  const engine_cores = allowed.slice(-Math.min(threads, allowed.length))
  const others = allowed.filter((core) => !engine_cores.includes(core))
  return { engine_cores, host_cores: others.length > 0 ? others : allowed, all_cores: allowed }
}

/** `0-2,5` as the kernel writes it in /proc/self/status. */
export function parseCoreList(list: string): number[] {
  return list
    .trim()
    .split(',')
    .filter((part) => part !== '')
    .flatMap((part) => {
      const [first, last = first] = part.split('-').map(Number)
      return Array.from({ length: last - first + 1 }, (_, i) => first + i)
    })
}

/** The pinning of this machine, or undefined where `taskset` or /proc is missing (recorded as not pinned). */
export function machinePinning(threads: number): Pinning | undefined {
  try {
    const status = readFileSync('/proc/self/status', 'utf8')
    const list = /^Cpus_allowed_list:\s*(.+)$/m.exec(status)?.[1]
    if (list === undefined || spawnSync('taskset', ['-V']).status !== 0) return undefined
    return choosePinning(parseCoreList(list), threads)
  } catch {
    return undefined
  }
}

/** The words before a command that pin it. */
export function pinnedWords(words: readonly string[], cores: readonly number[] | undefined): string[] {
  return cores === undefined ? [...words] : ['taskset', '-c', cores.join(','), ...words]
}

/** Moves all threads of this process away from the engines' cores; true if the system did it. */
export function pinHost(cores: readonly number[]): boolean {
  return spawnSync('taskset', ['-a', '-c', '-p', cores.join(','), String(process.pid)]).status === 0
}
