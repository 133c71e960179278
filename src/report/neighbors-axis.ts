import { type Axis, logAxis } from './picture-axis.ts'
import type { Results } from './results.ts'

/** The axis of `n_neighbors`, logarithmic with the values of the grid marked, since grids are denser where k is small. */
export function neighborsAxis({ study }: Pick<Results, 'study'>): Axis {
  const values = study.grid.n_neighbors
  const { scale, axis } = logAxis(values, 'k (n_neighbors, log scale)', { suffix: '', size: 1 })
  return { scale, axis: { ...axis, values: [...values], labelOverlap: 'greedy', format: 'd', grid: false } }
}

/** Why nothing can be drawn against k; undefined where it can. */
export function noCurve({ study }: Pick<Results, 'study'>): string | undefined {
  const values = new Set(study.grid.n_neighbors)
  return values.size > 1
    ? undefined
    : `the grid has one n_neighbors (${[...values].join()}), so there is no curve`
}
