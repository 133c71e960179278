/** A name of every metric of the oracle, with a whole and a broken p. */
export const METRICS = [
  'euclidean',
  'manhattan',
  'chebyshev',
  'cosine',
  'hamming',
  'minkowski(3)',
  'minkowski(1.5)',
]
