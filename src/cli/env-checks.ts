import { isReset, type MachineFacts } from '../runner/machine-facts.ts'
import { percent } from './env-recorded.ts'

/** One thing that a benchmark can use or has to live with. */
export interface EnvironmentCheck {
  readonly name: string
  /** Whether it is as a benchmark wants it. */
  readonly ok: boolean
  readonly found: string
  readonly why: string
  /** What knnbench does on this machine. */
  readonly does: string
}

/** Above this share of busy cores others are measured along. */
const QUIET_LOAD = 0.25

/** The facts in words, each with why it matters and what follows here. */
export function environmentChecks(facts: MachineFacts): EnvironmentCheck[] {
  return [
    peakCheck(facts),
    pinningCheck(facts),
    stealCheck(facts),
    loadCheck(facts),
    limitCheck(facts),
    swapCheck(facts),
    frequencyCheck(facts),
    hypervisorCheck(facts),
    layoutCheck(facts),
  ]
}

function peakCheck({ peak }: MachineFacts): EnvironmentCheck {
  const ok = peak !== undefined && isReset(peak)
  return {
    name: 'peak memory',
    ok,
    found:
      peak === undefined
        ? '/proc/self/clear_refs cannot be written'
        : `VmHWM ${megabytes(peak.held_bytes)} → ${megabytes(peak.reset_bytes)} after 5 was written to clear_refs`,
    why: 'a process that loads a lot would hide how little its predictions need',
    does: ok
      ? 'takes each phase’s peak from the kernel'
      : 'samples the size of the process, and labels it "sampled"',
  }
}

function pinningCheck({ pinning, cores }: MachineFacts): EnvironmentCheck {
  const why = 'a process that is moved from core to core loses its caches'
  if (pinning === undefined) {
    const found = 'taskset is missing, or did not hold a process on its cores'
    return { name: 'pinning', ok: false, found, why, does: 'lets the system place engines, and records that' }
  }
  const { engine_cores, host_cores, all_cores } = pinning
  const isApart = !host_cores.some((core) => engine_cores.includes(core))
  const found = `${all_cores.length} of ${cores} cores may be used; a process stayed on core ${engine_cores.join(', ')}`
  const does = isApart
    ? `runs engines on core ${engine_cores.join(', ')} and itself on ${host_cores.join(', ')}`
    : `runs engines and itself on core ${engine_cores.join(', ')}: there is no other`
  return { name: 'pinning', ok: isApart, found, why, does }
}

function stealCheck({ steal_share }: MachineFacts): EnvironmentCheck {
  const why = 'time that other guests of this computer took looks like a slow engine'
  if (steal_share === undefined) {
    return { name: 'steal', ok: false, found: 'not told', why, does: 'has only the null arm to see it by' }
  }
  const found = `${percent(steal_share)} of the CPU time since boot`
  return { name: 'steal', ok: true, found, why, does: 'records it for every block' }
}

function loadCheck({ load_1m, cores }: MachineFacts): EnvironmentCheck {
  return {
    name: 'load',
    ok: load_1m <= QUIET_LOAD * cores,
    found: `${load_1m.toFixed(2)} over the last minute, on ${cores} cores`,
    why: 'other work takes cores, caches and memory bandwidth',
    does: 'records it for every block; runs best where nothing else does',
  }
}

function limitCheck({ cgroup }: MachineFacts): EnvironmentCheck {
  const why = 'at a limit the kernel ends processes or lets them wait'
  if (cgroup === undefined) {
    return { name: 'limits', ok: true, found: 'no control group', why, does: 'has nothing to consider' }
  }
  const { version, memory_limit_bytes, cpu_limit } = cgroup
  const memory =
    memory_limit_bytes === undefined ? 'no memory limit' : `memory ${megabytes(memory_limit_bytes)}`
  const cpu = cpu_limit === undefined ? 'no CPU limit' : `CPU ${Number(cpu_limit.toFixed(2))} cores`
  return {
    name: 'limits',
    ok: cpu_limit === undefined,
    found: `cgroup v${version}: ${memory}, ${cpu}`,
    why,
    does:
      cpu_limit === undefined
        ? 'records an engine that is ended for its memory as out-of-memory'
        : 'cannot tell a throttled engine from a slow one: raise the CPU limit',
  }
}

function swapCheck({ swap }: MachineFacts): EnvironmentCheck {
  const why = 'memory that was moved to a disk is slow to come back, and missing in the size of its process'
  const does = 'cannot see whether an engine was moved: keep more memory free than it needs'
  if (swap === undefined) return { name: 'swap', ok: false, found: 'not told', why, does }
  const { total_bytes, used_bytes } = swap
  if (total_bytes === 0)
    return { name: 'swap', ok: true, found: 'none', why, does: 'has nothing to consider' }
  const found = `${megabytes(total_bytes)}, ${megabytes(used_bytes)} of it in use`
  return { name: 'swap', ok: false, found, why, does }
}

function frequencyCheck({ governor, turbo }: MachineFacts): EnvironmentCheck {
  const why = 'a clock that rises and falls makes the same work faster and slower'
  const does = 'times engines in turn in every round, so that a slow drift meets all of them'
  const found = [
    governor === undefined ? 'governor not visible' : `governor ${governor}`,
    turbo === undefined ? 'turbo not visible' : `turbo ${turbo}`,
  ].join(', ')
  return { name: 'frequency', ok: governor === 'performance' && turbo === 'off', found, why, does }
}

function hypervisorCheck({ hypervisor }: MachineFacts): EnvironmentCheck {
  const found = hypervisor === undefined ? 'not told' : hypervisor ? 'a virtual machine' : 'none'
  const why = 'a virtual machine shares caches and memory with others, unseen'
  const does = 'records it; the null arm shows how much noise there is'
  return { name: 'hypervisor', ok: hypervisor === false, found, why, does }
}

function layoutCheck({ aslr, setarch }: MachineFacts): EnvironmentCheck {
  const order = aslr === undefined ? 'not told' : aslr ? 'random for every process' : 'always the same'
  return {
    name: 'layout',
    ok: aslr === true,
    found: `${order}; setarch -R ${setarch ? 'works' : 'does not work'}`,
    why: 'where code and data lie changes times by some percent, in one process the same way throughout',
    does:
      aslr === true
        ? 'leaves it random: every round has another layout, and their spread is in the interval'
        : 'cannot average over layouts: the interval does not hold this error',
  }
}

function megabytes(bytes: number): string {
  return bytes < 1e10 ? `${Math.round(bytes / 1e6)} MB` : `${Math.round(bytes / 1e9)} GB`
}
