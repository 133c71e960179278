import { midranks, tieSum } from './midranks.ts'
import { type Statistic, undefinedBecause } from './statistic.ts'

/** Values of k treatments in n blocks, ranked within each block. */
export interface RankBlocks {
  /** n, such as datasets. */
  readonly blocks: number
  /** k, such as engines. */
  readonly treatments: number
  /** n lists of k midranks; the smallest value has rank 1. */
  readonly ranks: readonly (readonly number[])[]
  readonly rank_sums: readonly number[]
  /** 1 − Σ(t³ − t) / (n·k(k² − 1)): 1 without ties, 0 where all values of each block are equal. */
  readonly tie_factor: number
}

/**
 * Ranks within blocks (Friedman 1937, J. Amer. Statist. Assoc. 32:675–701), with midranks for ties.
 * Undefined for no block or fewer than two treatments (`too-few-values`), blocks of which each holds only equal
 * values (`zero-variance`), values not finite. Throws RangeError for blocks of unequal length.
 */
export function rankBlocks(blocks: readonly (readonly number[])[]): Statistic<RankBlocks> {
  const treatments = blocks[0]?.length ?? 0
  const uneven = blocks.find((block) => block.length !== treatments)
  if (uneven !== undefined)
    throw new RangeError(`a block has ${uneven.length} values, the first one ${treatments}`)
  if (treatments < 2) return undefinedBecause('too-few-values')
  if (!blocks.flat().every(Number.isFinite)) return undefinedBecause('not-finite')
  const ranked = blocks.map(midranks)
  const ranks = ranked.map((block) => block.ranks)
  const ties = ranked.reduce((sum, block) => sum + tieSum(block), 0)
  const tie_factor = 1 - ties / (blocks.length * treatments * (treatments ** 2 - 1))
  if (tie_factor === 0) return undefinedBecause('zero-variance')
  const rank_sums = ranks[0].map((_, treatment) => ranks.reduce((sum, block) => sum + block[treatment], 0))
  return { defined: true, value: { blocks: blocks.length, treatments, ranks, rank_sums, tie_factor } }
}

/** Σ of the squared doubled rank sums: a whole number that grows with Friedman's statistic. */
export function doubledSquares(rank_sums: readonly number[]): number {
  return rank_sums.reduce((sum, rank) => sum + (2 * rank) ** 2, 0)
}
