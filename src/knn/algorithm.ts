import { fitBallTree } from './ball-tree.ts'
import { fitBrute } from './brute.ts'
import { fitKdTree } from './kd-tree.ts'
import type { MatrixLike } from './matrix.ts'
import type { DistanceMetric } from './metric/distance-metric.ts'
import type { NeighborSearch } from './neighbor-search.ts'

export type Algorithm = 'brute' | 'kd_tree' | 'ball_tree'

/** Builds a search over the rows of X; brute force has no leaves and ignores `leaf_size`. */
export type FitSearch = (X: MatrixLike, metric: DistanceMetric, leaf_size: number) => NeighborSearch

/** Every search algorithm by its name in scikit-learn. */
export const ALGORITHMS = {
  brute: fitBrute,
  kd_tree: fitKdTree,
  ball_tree: fitBallTree,
} satisfies Record<Algorithm, FitSearch>
