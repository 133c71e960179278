import { expect, test } from 'vitest'
import type { EngineEvent } from '../../src/engine/protocol.ts'
import { withPulse } from '../../src/engine/pulse.ts'

function voice(period_ms: number) {
  const events: EngineEvent[] = []
  return { events, ...withPulse((event) => events.push(event), period_ms) }
}

test('a pulse says that the engine is alive once the period is over', () => {
  const { events, pulse } = voice(10)
  const now_ms = Number(process.hrtime.bigint()) / 1e6
  pulse(now_ms - 1000)
  expect(events).toEqual([])
  pulse(now_ms + 1000)
  expect(events).toEqual([{ event: 'alive' }])
})

test('what was said counts as a sign of life too', () => {
  const { events, emit, pulse } = voice(1e9)
  emit({ event: 'done' })
  pulse()
  expect(events).toEqual([{ event: 'done' }])
})
