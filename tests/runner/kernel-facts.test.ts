import { describe, expect, it, test } from 'vitest'
import { readKernelFacts } from '../../src/runner/kernel-facts.ts'
import { rootWith } from './fake-root.ts'

/** A virtual machine in a control group, with some swap in use. */
const WHOLE = {
  'proc/stat': 'cpu  700 0 100 150 0 0 0 50 0 0\ncpu0 700 0 100 150 0 0 0 50 0 0\nctxt 1\n',
  'proc/meminfo': 'MemTotal:       16000000 kB\nSwapTotal:       2000000 kB\nSwapFree:        1500000 kB\n',
  'proc/cpuinfo': 'processor\t: 0\nflags\t\t: fpu vme hypervisor lahf_lm\n',
  'proc/sys/kernel/randomize_va_space': '2\n',
  'proc/self/cgroup': '0::/box\n',
  'sys/fs/cgroup/box/memory.max': '4294967296\n',
  'sys/fs/cgroup/box/cpu.max': 'max 100000\n',
  'sys/devices/system/cpu/cpu0/cpufreq/scaling_governor': 'powersave\n',
  'sys/devices/system/cpu/intel_pstate/no_turbo': '1\n',
}

test('all that a kernel tells is read', () => {
  expect(readKernelFacts(rootWith(WHOLE))).toEqual({
    steal_share: 0.05,
    cgroup: { version: 2, memory_limit_bytes: 2 ** 32, cpu_limit: undefined },
    governor: 'powersave',
    turbo: 'off',
    swap: { total_bytes: 2_048_000_000, used_bytes: 512_000_000 },
    hypervisor: true,
    aslr: true,
  })
})

const NOTHING = {
  steal_share: undefined,
  cgroup: undefined,
  governor: undefined,
  turbo: undefined,
  swap: undefined,
  hypervisor: undefined,
  aslr: undefined,
}

test('where there is no such kernel nothing is made up', () => {
  expect(readKernelFacts(rootWith({}))).toEqual(NOTHING)
})

test.each(['', '\n', 'cpu x y\n', '\u0000\u001b[2J', 'SwapTotal: many kB\n'])(
  'files that say %j give no number that is none',
  (text) => {
    const root = rootWith(Object.fromEntries(Object.keys(WHOLE).map((path) => [path, text])))
    expect(JSON.stringify(Object.values(readKernelFacts(root)))).not.toMatch(/NaN|Infinity/)
    expect(readKernelFacts(root)).toMatchObject({
      steal_share: undefined,
      swap: undefined,
      turbo: undefined,
      aslr: undefined,
    })
  },
)

describe('swap', () => {
  it.each([
    ['SwapTotal:             0 kB\nSwapFree:              0 kB\n', { total_bytes: 0, used_bytes: 0 }],
    ['SwapTotal:          1000 kB\nSwapFree:           1000 kB\n', { total_bytes: 1_024_000, used_bytes: 0 }],
    ['SwapTotal:          1000 kB\n', undefined],
  ])('of %j', (meminfo, swap) => {
    expect(readKernelFacts(rootWith({ 'proc/meminfo': meminfo })).swap).toEqual(swap)
  })
})

describe('the clock frequency', () => {
  const CPU = 'sys/devices/system/cpu'
  it.each([
    [
      { 'cpu0/cpufreq/scaling_governor': 'performance\n', 'intel_pstate/no_turbo': '1\n' },
      'performance',
      'off',
    ],
    [{ 'cpu0/cpufreq/scaling_governor': 'powersave\n', 'intel_pstate/no_turbo': '0\n' }, 'powersave', 'on'],
    [{ 'cpufreq/boost': '1\n' }, undefined, 'on'],
    [{ 'cpufreq/boost': '0\n' }, undefined, 'off'],
    [{}, undefined, undefined],
  ])('of %j', (files, governor, turbo) => {
    const root = rootWith(
      Object.fromEntries(Object.entries(files).map(([file, text]) => [`${CPU}/${file}`, text])),
    )
    expect(readKernelFacts(root)).toMatchObject({ governor, turbo })
  })
})
