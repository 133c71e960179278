import { join } from 'node:path'
import { type Cgroup, readCgroup } from './cgroup.ts'
import { readCpuTicks } from './machine.ts'
import { readText } from './read-text.ts'

/** What the files of a Linux kernel tell about the machine; undefined where it tells nothing. */
export interface KernelFacts {
  /** Share of all CPU time since boot that other guests took. */
  readonly steal_share: number | undefined
  readonly cgroup: Cgroup | undefined
  readonly governor: string | undefined
  readonly turbo: 'on' | 'off' | undefined
  readonly swap: Swap | undefined
  readonly hypervisor: boolean | undefined
  /** Whether the memory of each process is laid out at random. */
  readonly aslr: boolean | undefined
}

/** Room on disk for memory that is not used at the moment, compressed memory included. */
export interface Swap {
  readonly total_bytes: number
  readonly used_bytes: number
}

/** `root` is where Linux shows its files. */
export function readKernelFacts(root = '/'): KernelFacts {
  const ticks = readCpuTicks(root)
  const cpuinfo = readText(join(root, 'proc/cpuinfo'))
  return {
    steal_share: ticks && ticks.total > 0 ? ticks.steal / ticks.total : undefined,
    cgroup: readCgroup(root),
    ...readFrequency(root),
    swap: readSwap(root),
    hypervisor: cpuinfo === '' ? undefined : /\bhypervisor\b/.test(cpuinfo),
    aslr: numberIn(join(root, 'proc/sys/kernel/randomize_va_space'), (level) => level > 0),
  }
}

/** Clock frequency policy of the first core. */
function readFrequency(root: string): Pick<KernelFacts, 'governor' | 'turbo'> {
  const cpu = join(root, 'sys/devices/system/cpu')
  const governor = readText(join(cpu, 'cpu0/cpufreq/scaling_governor')).trim()
  const isOn =
    numberIn(join(cpu, 'intel_pstate/no_turbo'), (off) => off === 0) ??
    numberIn(join(cpu, 'cpufreq/boost'), (on) => on === 1)
  return {
    governor: governor === '' ? undefined : governor,
    turbo: isOn === undefined ? undefined : isOn ? 'on' : 'off',
  }
}

/** SwapTotal and SwapFree of proc(5), which count kibibytes. */
function readSwap(root: string): Swap | undefined {
  const meminfo = readText(join(root, 'proc/meminfo'))
  const [total, free] = ['SwapTotal', 'SwapFree'].map((name) =>
    Number(new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm').exec(meminfo)?.[1]),
  )
  if (Number.isNaN(total) || Number.isNaN(free)) return undefined
  return { total_bytes: total * 1024, used_bytes: Math.max(0, total - free) * 1024 }
}

function numberIn(file: string, judge: (value: number) => boolean): boolean | undefined {
  const value = Number.parseInt(readText(file), 10)
  return Number.isNaN(value) ? undefined : judge(value)
}
