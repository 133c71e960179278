import { requireShare } from './require-share.ts'

/**
 * 1 − α/m: the level of each of m intervals that together cover with at least 1 − α, under any dependence
 * (Dunn 1961, J. Amer. Statist. Assoc. 56:52–64). Throws RangeError for an α outside 0 … 1 or an m that is not a
 * whole number above 0.
 */
export function bonferroniLevel(alpha: number, family_size: number): number {
  requireShare(alpha, 'alpha')
  if (!Number.isInteger(family_size) || family_size < 1)
    throw new RangeError(`family size is ${family_size}; it is a whole number from 1`)
  return 1 - alpha / family_size
}
