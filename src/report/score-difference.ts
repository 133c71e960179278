/** Sums over as many rows as a test set has are rounded well below this share; scores that differ at all differ above it. */
const ROUNDING = 1e-12

/**
 * `value − reference`, in their unit; exactly 0 where they differ by no more than the order of a sum, so that −7e-15 is
 * never read as lower.
 */
export function scoreDifference(value: number, reference: number): number {
  const difference = value - reference
  return Math.abs(difference) <= ROUNDING * Math.max(Math.abs(value), Math.abs(reference)) ? 0 : difference
}
