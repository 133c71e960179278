import { describe, expect, it } from 'vitest'
import { environmentChecks } from '../../src/cli/env-checks.ts'
import type { MachineFacts } from '../../src/runner/machine-facts.ts'

/** A machine as a benchmark wants it. */
const GOOD: MachineFacts = {
  peak: { held_bytes: 106e6, reset_bytes: 42e6 },
  pinning: { engine_cores: [3], host_cores: [0, 1, 2], all_cores: [0, 1, 2, 3] },
  steal_share: 0,
  cgroup: undefined,
  governor: 'performance',
  turbo: 'off',
  swap: { total_bytes: 0, used_bytes: 0 },
  hypervisor: false,
  aslr: true,
  setarch: true,
  load_1m: 0.1,
  cores: 4,
}

function check(name: string, changed: Partial<MachineFacts> = {}) {
  const found = environmentChecks({ ...GOOD, ...changed }).find((one) => one.name === name)
  if (found === undefined) throw new Error(`no check is named ${name}`)
  return found
}

it('finds nothing to want on a machine as it should be', () => {
  const checks = environmentChecks(GOOD)
  expect(checks.filter(({ ok }) => !ok)).toEqual([])
  expect(checks.map(({ name }) => name)).toEqual([
    'peak memory',
    'pinning',
    'steal',
    'load',
    'limits',
    'swap',
    'frequency',
    'hypervisor',
    'layout',
  ])
})

describe('what is missing is told, with what knnbench does without it', () => {
  it.each<[string, Partial<MachineFacts>, string, string]>([
    ['peak memory', { peak: undefined }, 'cannot be written', 'samples the size'],
    [
      'peak memory',
      { peak: { held_bytes: 106e6, reset_bytes: 106e6 } },
      '106 MB → 106 MB',
      'samples the size',
    ],
    ['pinning', { pinning: undefined }, 'did not hold a process', 'lets the system place engines'],
    [
      'pinning',
      { pinning: { engine_cores: [0], host_cores: [0], all_cores: [0] } },
      '1 of 4 cores may be used; a process stayed on core 0',
      'engines and itself on core 0: there is no other',
    ],
    ['steal', { steal_share: undefined }, 'not told', 'only the null arm'],
    ['load', { load_1m: 2.5 }, '2.50 over the last minute, on 4 cores', 'nothing else does'],
    [
      'limits',
      { cgroup: { version: 2, memory_limit_bytes: 4e9, cpu_limit: 1.5 } },
      'cgroup v2: memory 4000 MB, CPU 1.5 cores',
      'raise the CPU limit',
    ],
    ['swap', { swap: undefined }, 'not told', 'keep more memory free'],
    [
      'swap',
      { swap: { total_bytes: 2e9, used_bytes: 25e6 } },
      '2000 MB, 25 MB of it in use',
      'keep more memory free',
    ],
    [
      'frequency',
      { governor: undefined, turbo: undefined },
      'governor not visible, turbo not visible',
      'in turn',
    ],
    ['frequency', { turbo: 'on' }, 'governor performance, turbo on', 'in turn'],
    ['hypervisor', { hypervisor: true }, 'a virtual machine', 'the null arm'],
    [
      'layout',
      { aslr: false, setarch: false },
      'always the same; setarch -R does not work',
      'cannot average',
    ],
  ])('%s', (name, changed, found, does) => {
    const { ok, ...words } = check(name, changed)
    expect(ok).toBe(false)
    expect(words.found).toContain(found)
    expect(words.does).toContain(does)
  })

  it('a memory limit alone is told, not held against the machine', () => {
    const cgroup = { version: 2, memory_limit_bytes: 16e9, cpu_limit: undefined } as const
    expect(check('limits', { cgroup })).toMatchObject({
      ok: true,
      found: 'cgroup v2: memory 16 GB, no CPU limit',
    })
  })

  it('steal that is told is told with its share', () => {
    expect(check('steal', { steal_share: 0.0123 })).toMatchObject({
      ok: true,
      found: '1.2 % of the CPU time since boot',
    })
  })
})
