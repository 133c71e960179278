import { spawnSync } from 'node:child_process'
import os from 'node:os'
import { describe, expect, it, test } from 'vitest'
import { isReset, readMachineFacts } from '../../src/runner/machine-facts.ts'

const hasProc = os.platform() === 'linux'
const hasTaskset = spawnSync('taskset', ['--version']).status === 0
if (!hasProc) console.log('SKIPPED: what Linux tells of a machine, because this is another system')

describe.skipIf(!hasProc)('on Linux, by trying', () => {
  const facts = readMachineFacts()

  it('the peak of a process that held 64 MB was above them', () => {
    expect(facts.peak?.held_bytes).toBeGreaterThan(64e6)
  })

  it('a process stayed on the cores it was pinned to', ({ skip }) => {
    if (!hasTaskset) console.log('SKIPPED: pinning, because there is no taskset on this machine')
    skip(!hasTaskset, 'no taskset')
    expect(facts.pinning?.engine_cores).toHaveLength(1)
  })

  it('where clear_refs cannot be written, a process still tells the cores it stayed on', () => {
    const refused = readMachineFacts('/proc/self/none')
    expect(refused.peak).toBeUndefined()
    expect(refused.pinning).toEqual(facts.pinning)
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
