import { createHash } from 'node:crypto'
import os from 'node:os'
import { join } from 'node:path'
import { canonicalJson } from '../config/canonical-json.ts'
import { LEDGER_SCHEMA_VERSION, type RecordOf } from '../ledger/record.ts'
import { readText } from './read-text.ts'

/** What was measured on, as an allow-list: no host name, user or address. */
export function readEnvironment(): RecordOf<'environment'> {
  const [cpu] = os.cpus()
  const facts = {
    platform: os.platform(),
    kernel: os.release(),
    arch: os.arch(),
    cpu: cpu?.model.trim() ?? 'unknown',
    cores: os.cpus().length, // availableParallelism() would count only the cores this process is pinned to
    memory_bytes: os.totalmem(),
    virtual: /\bhypervisor\b/.test(readText('/proc/cpuinfo')),
    node: process.version,
  }
  const environment_id = createHash('sha256').update(canonicalJson(facts)).digest('hex')
  return { schema: LEDGER_SCHEMA_VERSION, type: 'environment', environment_id, ...facts }
}

/**
 * A hash that changes with every boot; the identifier itself stays on the machine. Nodes that Slurm emulates on one
 * machine share its boot, and are told apart by their names.
 */
export function readBoot(node = process.env.SLURMD_NODENAME ?? ''): string {
  const boot = readText('/proc/sys/kernel/random/boot_id').trim()
  const since = boot === '' ? String(Math.round(Date.now() / 1000 - os.uptime())) : boot
  return createHash('sha256').update(`${since}${node}`).digest('hex').slice(0, 16)
}

export interface CpuTicks {
  readonly total: number
  readonly steal: number
}

/** Ticks of all cores since boot (proc(5): the eighth number of the `cpu` line is steal), or undefined elsewhere. */
export function readCpuTicks(root = '/'): CpuTicks | undefined {
  const line = /^cpu\s+(.+)$/m.exec(readText(join(root, 'proc/stat')))?.[1]
  if (line === undefined) return undefined
  const ticks = line.trim().split(/\s+/).map(Number)
  if (ticks.some(Number.isNaN)) return undefined
  return { total: ticks.slice(0, 8).reduce((sum, tick) => sum + tick, 0), steal: ticks[7] ?? 0 }
}

/** Share of CPU time that other guests took between two readings; a counter that the hypervisor set back counts as 0. */
export function stealShare(before: CpuTicks | undefined, after: CpuTicks | undefined): number | null {
  if (before === undefined || after === undefined || after.total <= before.total) return null
  return Math.min(1, Math.max(0, (after.steal - before.steal) / (after.total - before.total)))
}
