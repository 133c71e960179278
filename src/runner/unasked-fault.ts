import type { Configuration } from '../config/study.ts'
import type { EngineEvent, Job } from '../engine/protocol.ts'
import { configurationKey } from '../plan/grid.ts'

/**
 * What an engine tells that its job did not ask for: it would be taken for the cell of another round, or graded at a k
 * that the data does not have. Undefined where there is nothing of the kind.
 */
export function unaskedFault({ timed, untimed }: Job, events: readonly EngineEvent[]): string | undefined {
  const timedCells = new Set(timed.flatMap(({ configurations }) => configurations.map(configurationKey)))
  const searches = new Set(timed.flatMap(({ configurations }) => configurations.map(searchKey)))
  const answered = new Set(untimed?.configurations.map(configurationKey))
  const neighbors = new Set(untimed?.neighbors.map(searchKey))
  const firsts = timed.map(({ first }) => configurationKey(first))
  const cells = new Set([...timedCells, ...answered, ...firsts])
  const asked = { neighbors, search: searches }
  for (const event of events) {
    if (event.event === 'sample' && !timedCells.has(configurationKey(event.configuration)))
      return unasked('a time of', cellName(event.configuration))
    if (event.event === 'result' && !answered.has(configurationKey(event.configuration)))
      return unasked('an answer to', cellName(event.configuration))
    if (event.event === 'search' && !searches.has(searchKey(event)))
      return unasked('a time of a search for', searchName(event))
    if (event.event === 'neighbors' && !neighbors.has(searchKey(event)))
      return unasked('neighbors for', searchName(event))
    if (event.event !== 'failed' || event.configuration === undefined) continue
    const { part, configuration } = event
    if (part === undefined && !cells.has(configurationKey(configuration)))
      return unasked('a failure of', cellName(configuration))
    if (part !== undefined && !asked[part].has(searchKey(configuration)))
      return unasked(`a failure of its ${part} for`, searchName(configuration))
  }
  return undefined
}

type Search = Pick<Configuration, 'n_neighbors' | 'metric'>

function unasked(what: string, name: string): string {
  return `the engine told ${what} ${name}, which it was not asked for`
}

function searchKey({ n_neighbors, metric }: Search): string {
  return `${n_neighbors}/${metric}`
}

function searchName({ n_neighbors, metric }: Search): string {
  return `n_neighbors=${n_neighbors} metric=${JSON.stringify(metric.slice(0, 40))}`
}

function cellName(configuration: Configuration): string {
  return `${searchName(configuration)} weights=${configuration.weights}`
}
