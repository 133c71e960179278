import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, test } from 'vitest'
import { isReset, readFrequency, readMachineFacts } from '../../src/runner/machine-facts.ts'
import { temporaryFolder } from '../ledger/folder.ts'

describe.skipIf(os.platform() !== 'linux')('on Linux, by trying', () => {
  const facts = readMachineFacts()

  it('the peak of a process that held 64 MB was above them', () => {
    expect(facts.peak?.held_bytes).toBeGreaterThan(64e6)
  })

  it('a process stayed on the cores it was pinned to, where taskset is there', () => {
    if (!existsSync('/usr/bin/taskset')) return console.log('SKIPPED: pinning, because there is no taskset')
    expect(facts.pinning?.engine_cores).toHaveLength(1)
  })

  it('the kernel tells steal and load', () => {
    expect(facts.steal_share).toBeGreaterThanOrEqual(0)
    expect(facts.load_1m).toBeGreaterThanOrEqual(0)
  })
})

test('a peak is reset where it comes down by more than half of what was held', () => {
  expect(isReset({ held_bytes: 106e6, reset_bytes: 42e6 })).toBe(true)
  expect(isReset({ held_bytes: 106e6, reset_bytes: 106e6 })).toBe(false)
})

describe('the clock frequency', () => {
  function rootWith(files: Readonly<Record<string, string>>): string {
    const root = temporaryFolder()
    const cpu = join(root, 'sys/devices/system/cpu')
    for (const folder of ['cpu0/cpufreq', 'cpufreq', 'intel_pstate'])
      mkdirSync(join(cpu, folder), { recursive: true })
    for (const [path, text] of Object.entries(files)) writeFileSync(join(cpu, path), text)
    return root
  }

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
    expect(readFrequency(rootWith(files as Record<string, string>))).toEqual({ governor, turbo })
  })
})
