import { expect, test } from 'vitest'
import { readCgroup } from '../../src/runner/cgroup.ts'
import { temporaryFolder } from '../ledger/folder.ts'
import { rootWith } from './fake-root.ts'

test('version 2: the limits of the group', () => {
  const root = rootWith({
    'proc/self/cgroup': '0::/box\n',
    'sys/fs/cgroup/box/memory.max': '4294967296\n',
    'sys/fs/cgroup/box/cpu.max': '150000 100000\n',
  })
  expect(readCgroup(root)).toEqual({ version: 2, memory_limit_bytes: 2 ** 32, cpu_limit: 1.5 })
})

test('version 2: a group is bound by those around it', () => {
  const root = rootWith({
    'proc/self/cgroup': '0::/outer/inner\n',
    'sys/fs/cgroup/outer/memory.max': '1000000\n',
    'sys/fs/cgroup/outer/inner/memory.max': 'max\n',
    'sys/fs/cgroup/outer/inner/cpu.max': 'max 100000\n',
  })
  expect(readCgroup(root)).toEqual({ version: 2, memory_limit_bytes: 1e6, cpu_limit: undefined })
})

test('version 1: each controller has its own path, and no limit is a large number', () => {
  const root = rootWith({
    'proc/self/cgroup': '4:memory:/box\n2:cpu,cpuacct:/\n0::/\n',
    'sys/fs/cgroup/memory/box/memory.limit_in_bytes': '9223372036854771712\n',
    'sys/fs/cgroup/cpu/cpu.cfs_quota_us': '50000\n',
    'sys/fs/cgroup/cpu/cpu.cfs_period_us': '100000\n',
  })
  expect(readCgroup(root)).toEqual({ version: 1, memory_limit_bytes: undefined, cpu_limit: 0.5 })
})

test('version 1: no quota is -1', () => {
  const root = rootWith({
    'proc/self/cgroup': '4:memory:/box\n1:cpu:/\n',
    'sys/fs/cgroup/memory/box/memory.limit_in_bytes': '536870912\n',
    'sys/fs/cgroup/cpu/cpu.cfs_quota_us': '-1\n',
    'sys/fs/cgroup/cpu/cpu.cfs_period_us': '100000\n',
  })
  expect(readCgroup(root)).toEqual({ version: 1, memory_limit_bytes: 2 ** 29, cpu_limit: undefined })
})

test('no control group is no group, not a group without limits', () => {
  expect(readCgroup(temporaryFolder())).toBeUndefined()
})
