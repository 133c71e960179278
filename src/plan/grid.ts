import type { Configuration, Study } from '../config/study.ts'

/** All configurations of the grid, metric by metric, then weights, then `n_neighbors` as written. */
export function expandGrid(grid: Study['grid']): Configuration[] {
  return grid.metric.flatMap((metric) =>
    grid.weights.flatMap((weights) =>
      grid.n_neighbors.map((n_neighbors) => ({ n_neighbors, metric, weights })),
    ),
  )
}

/** One text per configuration, for maps and hashes: `5/euclidean/uniform`. */
export function configurationKey({ n_neighbors, metric, weights }: Configuration): string {
  return `${n_neighbors}/${metric}/${weights}`
}

/**
 * S fixed subsets that share out the grid. Dealt like cards in grid order, so that sizes differ by
 * at most one, and so do the counts of each metric × weights within a subset.
 */
export function balancedSubsets(grid: readonly Configuration[], perRound: number | 'all'): Configuration[][] {
  const S = perRound === 'all' ? 1 : Math.ceil(grid.length / perRound)
  const subsets: Configuration[][] = Array.from({ length: S }, () => [])
  for (const [index, configuration] of grid.entries()) subsets[index % S].push(configuration)
  return subsets
}
