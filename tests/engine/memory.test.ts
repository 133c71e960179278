import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { startMemoryMeter } from '../../src/engine/memory.ts'
import { temporaryFolder } from './tiny-job.ts'

const MEBIBYTE = 1024 * 1024

test('the peak and the size are those of the process status, in bytes', () => {
  const proc = temporaryFolder()
  mkdirSync(proc.path, { recursive: true })
  writeFileSync(join(proc.path, 'status'), 'Name:\tnode\nVmHWM:\t    3000 kB\nVmRSS:\t    2000 kB\n')
  const reading = startMemoryMeter(proc.path).endPhase()
  expect(reading).toEqual({ size_bytes: 2000 * 1024, peak_bytes: 3000 * 1024, method: 'clear-refs' })
  proc.remove()
})

test('a phase that is started anew resets the peak', () => {
  const proc = temporaryFolder()
  writeFileSync(join(proc.path, 'status'), 'VmHWM:\t1 kB\nVmRSS:\t1 kB\n')
  const meter = startMemoryMeter(proc.path)
  writeFileSync(join(proc.path, 'clear_refs'), '')
  meter.startPhase()
  expect(readFileSync(join(proc.path, 'clear_refs'), 'utf8')).toBe('5')
  proc.remove()
})

test('where the kernel keeps no peak, sizes are sampled and labeled so', () => {
  const { size_bytes, peak_bytes, method } = startMemoryMeter('/nonexistent').endPhase()
  expect(method).toBe('sampled')
  expect(peak_bytes).toBeGreaterThanOrEqual(size_bytes)
  expect(size_bytes).toBeGreaterThan(MEBIBYTE)
})

test.runIf(process.platform === 'linux')('a phase shows the memory it took', ({ skip }) => {
  const meter = startMemoryMeter()
  const before = meter.endPhase()
  const cannotReset = before.method !== 'clear-refs'
  if (cannotReset) console.log('SKIPPED: the peak of a phase, because clear_refs cannot be written here')
  skip(cannotReset, 'clear_refs cannot be written')
  const block = Buffer.alloc(128 * MEBIBYTE, 1)
  const during = meter.endPhase()
  expect(during.peak_bytes - before.size_bytes).toBeGreaterThan(100 * MEBIBYTE)
  expect(block.length).toBe(128 * MEBIBYTE) // held until here
})
