import type { KnownNames } from '../../src/config/study.ts'

/** The names that the studies of these tests may use. */
export const known: KnownNames = {
  engines: [
    'ts-brute',
    'ts-kdtree',
    'ts-balltree',
    'ml-knn',
    'sklearn-brute',
    'sklearn-kd-tree',
    'sklearn-ball-tree',
  ],
  datasets: ['breast-cancer', 'wine', 'iris'],
  metrics: ['euclidean', 'manhattan', 'chebyshev', 'minkowski'],
  engine_params: new Map(),
}
