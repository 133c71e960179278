import { createHash } from 'node:crypto'
import { readFileSync, readlinkSync } from 'node:fs'
import os from 'node:os'
import { z } from 'zod'

/**
 * Which process something belongs to. A process id alone is used again, after a restart of the machine or of a
 * container even at once; with its start time it is not. Null is what the system does not tell (no /proc).
 */
export const processIdentitySchema = z.object({
  pid: z.int().positive(),
  /** Clock ticks from boot to its start (proc(5), `starttime`). */
  started: z.int().nullable(),
  /** Hash that changes with every boot. */
  boot: z.string().nullable(),
  /** The PID namespace in which `pid` is meant: containers each have their own. */
  pid_namespace: z.string().nullable(),
  /** Hash of the machine, which stays the same over boots. */
  machine: z.string(),
})
export type ProcessIdentity = z.infer<typeof processIdentitySchema>

/** This process. */
export function ownIdentity(): ProcessIdentity {
  return {
    pid: process.pid,
    started: startOf(process.pid) ?? null,
    boot: shortHash(readText('/proc/sys/kernel/random/boot_id')),
    pid_namespace: readNamespace(),
    machine: shortHash(`${readText('/etc/machine-id') ?? ''}\n${os.hostname()}`) ?? '',
  }
}

/** Whether a process still runs; `unknown` where that cannot be seen from here. */
export function stateOf(other: ProcessIdentity, self = ownIdentity()): 'running' | 'gone' | 'unknown' {
  if (other.boot !== self.boot) return other.machine === self.machine ? 'gone' : 'unknown'
  if (other.pid_namespace !== self.pid_namespace) return 'unknown'
  const started = startOf(other.pid)
  // A system without /proc, or one that hides the processes of other users.
  if (started === undefined) return answersSignal(other.pid) ? 'running' : 'gone'
  return started !== null && started === other.started ? 'running' : 'gone'
}

/** Start time in ticks since boot, null for a process that only waits to be reaped, undefined where /proc has none. */
function startOf(pid: number): number | null | undefined {
  const stat = readText(`/proc/${pid}/stat`)
  if (stat === undefined) return undefined
  // The second field is the name in parentheses, in which anything may stand.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return fields[0] === 'Z' || fields[0] === 'X' ? null : Number(fields[19])
}

/** Signal 0 only asks whether the process exists. */
function answersSignal(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

function readNamespace(): string | null {
  try {
    return readlinkSync('/proc/self/ns/pid')
  } catch {
    return null
  }
}

function readText(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}

/** What tells machines apart stays on them: only its hash is written. */
function shortHash(text: string | undefined): string | null {
  return text === undefined ? null : createHash('sha256').update(text).digest('hex').slice(0, 16)
}
