import { requireShare } from './require-share.ts'

/**
 * 2 / 2ⁿ: the smallest two-sided p that n paired differences can reach in the exact sign-flip and signed-rank tests,
 * where all lie on one side (Fisher 1935, The Design of Experiments, §21); 1 for n = 0.
 * Throws RangeError for an n that is not a whole number from 0.
 */
export function leastPairedP(n: number): number {
  if (!Number.isInteger(n) || n < 0) throw new RangeError(`${n} pairs; it is a whole number from 0`)
  return Math.min(1, 2 ** (1 - n))
}

/**
 * (k!)^(1 − n): the smallest permutation p that Friedman's test of k treatments can reach with n blocks, where all rank
 * alike; each other block may come in k! orders (Friedman 1937, J. Amer. Statist. Assoc. 32:675–701). 1 for n = 0.
 * Throws RangeError for an n that is not a whole number from 0 or a k that is not one from 1.
 */
export function leastFriedmanP(blocks: number, treatments: number): number {
  if (!Number.isInteger(blocks) || blocks < 0 || !Number.isInteger(treatments) || treatments < 1)
    throw new RangeError(`${blocks} blocks of ${treatments} treatments; both are whole numbers`)
  let orders = 1
  for (let one = 2; one <= treatments; one++) orders *= one
  return Math.min(1, orders ** (1 - blocks))
}

/**
 * The fewest pairs with which an exact paired test can reach α in a family of m by Holm or Bonferroni, 2 / 2ⁿ ≤ α/m:
 * with fewer, the test is named and not run. Throws RangeError for an α outside 0 … 1 or an m below 1.
 */
export function pairsToReach(alpha: number, family_size: number): number {
  requireShare(alpha, 'alpha')
  if (!Number.isInteger(family_size) || family_size < 1)
    throw new RangeError(`family size is ${family_size}; it is a whole number from 1`)
  let pairs = 1
  while (leastPairedP(pairs) > alpha / family_size) pairs++
  return pairs
}
