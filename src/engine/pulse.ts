import type { Emit } from './events.ts'
import { nowMilliseconds, type Pulse } from './timing.ts'

/** Seldom enough to disturb nothing, often enough that the host need not allow for more than one call. */
const PERIOD_MS = 250

/** Events, and signs of life where events are far apart. */
export function withPulse(emit: Emit, period_ms = PERIOD_MS): { readonly emit: Emit; readonly pulse: Pulse } {
  let told_ms = nowMilliseconds()
  const tell: Emit = (event) => {
    emit(event)
    told_ms = nowMilliseconds()
  }
  return {
    emit: tell,
    pulse(now_ms = nowMilliseconds()) {
      if (now_ms - told_ms >= period_ms) tell({ event: 'alive' })
    },
  }
}
