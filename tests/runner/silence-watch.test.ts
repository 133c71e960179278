import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest'
import { watchSilence } from '../../src/runner/silence-watch.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

test('goes off when nothing was heard for as long as is allowed, and says how long', () => {
  const onSilence = vi.fn()
  const watch = watchSilence(() => 5e6, onSilence)
  vi.advanceTimersByTime(4)
  watch.heard()
  vi.advanceTimersByTime(4)
  expect(onSilence).not.toHaveBeenCalled()
  vi.advanceTimersByTime(2) // one more for what may be in the pipe
  expect(onSilence).toHaveBeenCalledWith(5e6)
})

test('a limit that changes holds from the next event on', () => {
  const onSilence = vi.fn()
  let limit_ns = 60e9
  const watch = watchSilence(() => limit_ns, onSilence)
  limit_ns = 1e9
  vi.advanceTimersByTime(2000)
  expect(onSilence).not.toHaveBeenCalled()
  watch.heard()
  vi.advanceTimersByTime(1001)
  expect(onSilence).toHaveBeenCalledOnce()
})

test('does not go off when stopped', () => {
  const onSilence = vi.fn()
  watchSilence(() => 1e6, onSilence).stop()
  vi.runAllTimers()
  expect(onSilence).not.toHaveBeenCalled()
})

test('does not go off when what was said is read just after the time is up', () => {
  const onSilence = vi.fn()
  const watch = watchSilence(() => 5e6, onSilence)
  setTimeout(() => watch.heard(), 5) // a pipe is read after the timer went off, in the same turn
  vi.advanceTimersByTime(9)
  expect(onSilence).not.toHaveBeenCalled()
})

describe('a process that was stopped', () => {
  let stopped_ms: number
  beforeEach(() => {
    stopped_ms = 0
    const now = performance.now.bind(performance)
    vi.spyOn(performance, 'now').mockImplementation(() => now() + stopped_ms)
    onTestFinished(() => void vi.restoreAllMocks())
  })

  test('does not count that time as a silence', () => {
    const onSilence = vi.fn()
    watchSilence(() => 5e6, onSilence)
    stopped_ms = 60_000
    vi.advanceTimersByTime(5)
    expect(onSilence).not.toHaveBeenCalled()
    vi.advanceTimersByTime(6)
    expect(onSilence).toHaveBeenCalledOnce()
  })

  test('nor where it is short beside the limit, or before most of it', () => {
    const onSilence = vi.fn()
    watchSilence(() => 10e9, onSilence)
    vi.advanceTimersByTime(1000)
    stopped_ms = 9500
    vi.advanceTimersByTime(8000)
    expect(onSilence).not.toHaveBeenCalled()
    vi.advanceTimersByTime(1500)
    expect(onSilence).toHaveBeenCalledOnce()
  })

  test('is told for how long, whoever is heard first afterwards', () => {
    const watch = watchSilence(() => 10e9, vi.fn())
    stopped_ms += 5000
    watch.heard()
    vi.advanceTimersByTime(2000)
    stopped_ms += 7000
    expect(watch.stop()).toBe(11.5e9) // but for what was left of two beats
  })
})

test('was not stopped where it waited for an engine to end, or was late by little', () => {
  const watch = watchSilence(() => 5e6, vi.fn())
  vi.advanceTimersByTime(60_000)
  expect(watch.stop()).toBe(0)
})
