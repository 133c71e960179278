import type { RecordOf } from '../ledger/record.ts'

export type Configuration = RecordOf<'verification'>['configuration']

/** One text per configuration, for maps: `5/euclidean/uniform`. */
export function configurationKey({ n_neighbors, metric, weights }: Configuration): string {
  return `${n_neighbors}/${metric}/${weights}`
}

/** The configuration in words: `k = 5, euclidean, uniform`. */
export function describeConfiguration({ n_neighbors, metric, weights }: Configuration): string {
  return `k = ${n_neighbors}, ${metric}, ${weights}`
}

/** The grid of a study, metric by metric, then weights, then `n_neighbors` as written. */
export function gridConfigurations(grid: RecordOf<'study'>['grid']): Configuration[] {
  return grid.metric.flatMap((metric) =>
    grid.weights.flatMap((weights) =>
      grid.n_neighbors.map((n_neighbors) => ({ n_neighbors, metric, weights })),
    ),
  )
}
