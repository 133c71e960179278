import { dirname, join } from 'node:path'
import { readText } from './read-text.ts'

/** What the control group of this process allows it; undefined where there is no limit. */
export interface Cgroup {
  readonly version: 1 | 2
  readonly memory_limit_bytes: number | undefined
  /** CPU time per time: 1.5 is one and a half cores. */
  readonly cpu_limit: number | undefined
}

/** Limits of this process's group and those around it (cgroups(7)); undefined where the kernel tells none. */
export function readCgroup(root = '/'): Cgroup | undefined {
  const lines = readText(join(root, 'proc/self/cgroup')).split('\n')
  const paths = lines.map((line) => /^(\d+):([^:]*):(.*)$/.exec(line)).filter((match) => match !== null)
  if (paths.length === 0) return undefined
  const mount = join(root, 'sys/fs/cgroup')
  const pathOf = (controller: string): string | undefined =>
    paths.find(([, , controllers]) => controllers.split(',').includes(controller))?.[3]
  const memory = pathOf('memory')
  if (memory !== undefined) {
    const cpu = pathOf('cpu') ?? '/'
    return {
      version: 1,
      memory_limit_bytes: least(join(mount, 'memory'), memory, (folder) =>
        bytes(readText(join(folder, 'memory.limit_in_bytes'))),
      ),
      cpu_limit: least(join(mount, 'cpu'), cpu, (folder) =>
        share(readText(join(folder, 'cpu.cfs_quota_us')), readText(join(folder, 'cpu.cfs_period_us'))),
      ),
    }
  }
  const unified = paths.find(([, id]) => id === '0')?.[3] ?? '/'
  return {
    version: 2,
    memory_limit_bytes: least(mount, unified, (folder) => bytes(readText(join(folder, 'memory.max')))),
    cpu_limit: least(mount, unified, (folder) => {
      const [quota = '', period = ''] = readText(join(folder, 'cpu.max')).split(' ')
      return share(quota, period)
    }),
  }
}

/** The smallest limit from the group up to the mount: each group is bound by those around it. */
function least(
  mount: string,
  path: string,
  limitIn: (folder: string) => number | undefined,
): number | undefined {
  let smallest: number | undefined
  for (let at = join('/', path); ; at = dirname(at)) {
    const limit = limitIn(join(mount, at))
    if (limit !== undefined && limit < (smallest ?? Number.POSITIVE_INFINITY)) smallest = limit
    if (at === '/') return smallest
  }
}

/** cgroup v1 writes a number near 2^63 where v2 writes `max`. */
function bytes(text: string): number | undefined {
  const limit = Number.parseInt(text, 10)
  return limit >= 0 && limit < 2 ** 60 ? limit : undefined
}

function share(quota: string, period: string): number | undefined {
  const limit = Number.parseInt(quota, 10) / Number.parseInt(period, 10)
  return limit > 0 ? limit : undefined
}
