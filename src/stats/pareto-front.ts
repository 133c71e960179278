/** A point of two quantities of which more is better. */
export interface Gains {
  readonly first: number
  readonly second: number
}

/**
 * The points that no other point beats in one quantity without being worse in the other (Pareto optimality, strict:
 * a point with an equal one stays, both do); in the order given. O(n²), for the few points of a curve.
 */
export function paretoFront<P extends Gains>(points: readonly P[]): P[] {
  return points.filter((point) => !points.some((other) => dominates(other, point)))
}

function dominates(one: Gains, other: Gains): boolean {
  const isNoWorse = one.first >= other.first && one.second >= other.second
  return isNoWorse && (one.first > other.first || one.second > other.second)
}
