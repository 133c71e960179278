import type { Configuration } from '../config/study.ts'
import type { EngineEvent } from '../engine/protocol.ts'
import { configurationKey } from '../plan/grid.ts'

/** The configurations, in their order, that an engine has neither answered nor refused. */
export function unsettled(
  configurations: readonly Configuration[],
  events: readonly EngineEvent[],
): Configuration[] {
  const settled = new Set(events.flatMap(settledBy).map(configurationKey))
  return configurations.filter((configuration) => !settled.has(configurationKey(configuration)))
}

function settledBy(event: EngineEvent): Configuration[] {
  if (event.event === 'result') return [event.configuration]
  return refusedConfiguration(event)
}

/** The configuration whose labels an event refuses, if it does. */
export function refusedConfiguration(event: EngineEvent): Configuration[] {
  if (event.event !== 'failed' || event.part !== undefined || event.configuration === undefined) return []
  return [event.configuration]
}
