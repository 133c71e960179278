import type { EngineEvent, Job } from '../../src/engine/protocol.ts'
import { configuration, TINY_OPTIONS } from './tiny-job.ts'

/** What a driver tells beside times, sizes and who it is. */
export function facts(events: readonly EngineEvent[]): object[] {
  return events
    .filter(({ event }) => event !== 'alive' && event !== 'hello')
    .map((event) =>
      Object.fromEntries(
        Object.entries(event).map(([key, value]) => [
          key,
          /_(ns|bytes)$|^(count|calls|percentiles)$/.test(key) ? typeof value : value,
        ]),
      ),
    )
}

const both = [configuration(3), configuration(1), configuration(12, 'euclidean', 'distance')]
const block = (metric: string, configurations = both.map((one) => ({ ...one, metric }))) => ({
  metric,
  first: configurations[0],
  configurations,
})
const untimed = { configurations: both, neighbors: [{ metric: 'euclidean', n_neighbors: 12 }] }
const everything = {
  ...TINY_OPTIONS,
  mode: 'single' as const,
  repeats: 2,
  time_proba: true,
  time_search: true,
}

/** Jobs of which every driver must tell the same: a name, and what is otherwise than in the tiny job. */
export const DRIVER_CASES: readonly (readonly [string, Partial<Job>])[] = [
  ['a plain job', {}],
  ['two metrics and two weights', { timed: [block('manhattan'), block('euclidean')], untimed }],
  [
    'one-row calls, searches, probabilities and repeats',
    { timed: [block('euclidean')], protocol_options: everything },
  ],
  ['a fit for every k', { fit_depends_on: ['n_neighbors', 'weights'], timed: [block('euclidean')], untimed }],
  ['a k beyond n_train first', { timed: [block('euclidean', [configuration(13), ...both])], untimed }],
  [
    'nothing it can do',
    {
      timed: [block('taxi')],
      untimed: {
        configurations: [configuration(1, 'taxi')],
        neighbors: [{ metric: 'taxi', n_neighbors: 1 }],
      },
    },
  ],
  ['no answers', { untimed: null }],
  ['a warm-up in time', { protocol_options: { ...TINY_OPTIONS, warmup: { time_ns: 1e6 } } }],
  ['an unknown parameter', { params: { leaf_size: 3 } }],
]
