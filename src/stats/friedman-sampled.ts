import { uniformInt } from 'pure-rand/distribution/uniformInt'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import type { RandomGenerator } from 'pure-rand/types/RandomGenerator'
import { doubledSquares, type RankBlocks } from './rank-blocks.ts'

/** Orders drawn beside the observed one. */
const DRAWN = 19_999

export interface SampledP {
  /** (1 + orders at least as extreme) / (1 + orders drawn): never 0, and a valid p for any number drawn. */
  readonly p: number
  /** Standard error of p as an estimate of the exact one: √(p(1 − p) / (1 + orders drawn)). */
  readonly p_error: number
}

/** Friedman's permutation p by seeded Monte Carlo (Phipson & Smyth 2010, Stat. Appl. Genet. Mol. Biol. 9:39). */
export function sampledFriedmanP({ ranks, treatments, rank_sums }: RankBlocks, seed: number): SampledP {
  const generator = xoroshiro128plus(seed)
  const blocks = ranks.map((block) => [...block])
  const observed = doubledSquares(rank_sums)
  const sums = new Array<number>(treatments)
  let extreme = 1
  for (let drawn = 0; drawn < DRAWN; drawn++) {
    sums.fill(0)
    for (const block of blocks) {
      shuffleInPlace(block, generator)
      for (const [treatment, rank] of block.entries()) sums[treatment] += rank
    }
    if (doubledSquares(sums) >= observed) extreme++
  }
  const p = extreme / (1 + DRAWN)
  return { p, p_error: Math.sqrt((p * (1 - p)) / (1 + DRAWN)) }
}

function shuffleInPlace(items: number[], generator: RandomGenerator): void {
  for (let last = items.length - 1; last > 0; last--) {
    const other = uniformInt(generator, 0, last)
    const held = items[last]
    items[last] = items[other]
    items[other] = held
  }
}
