/**
 * Margins that make a ball's floor safe against rounding. With u = 2⁻⁵³ a computed value lies within
 * (1 ± u)^(d+2) of the true one (one rounding for the difference, which counts twice when squared, one for the
 * square, at most d − 1 for the sum; Higham, Accuracy and Stability of Numerical Algorithms, 2nd ed., §3.1),
 * plus at most half the smallest positive number per square that underflows. Three numbers carry that error: the value of the
 * center, the radius, and the value the floor is compared with. Each takes the margin on its own, before they
 * are subtracted, because the difference of two close numbers keeps their absolute error.
 */

/** Relative margin of one value: 2(d + 8)u, for its (d + 2)u, its root and the products with the margin itself. */
export function rounding(n_features: number): number {
  return (n_features + 8) * 2 ** -52
}

/** Absolute margin of one value, for squares and products that underflow. */
export function underflow(n_features: number): number {
  return (n_features + 8) * Number.MIN_VALUE
}
