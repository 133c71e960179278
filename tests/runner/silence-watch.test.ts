import { afterEach, beforeEach, expect, test, vi } from 'vitest'
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
  vi.advanceTimersByTime(1)
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
  vi.advanceTimersByTime(1000)
  expect(onSilence).toHaveBeenCalledOnce()
})

test('does not go off when stopped', () => {
  const onSilence = vi.fn()
  watchSilence(() => 1e6, onSilence).stop()
  vi.runAllTimers()
  expect(onSilence).not.toHaveBeenCalled()
})
