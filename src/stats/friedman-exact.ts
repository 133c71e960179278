import { doubledSquares, type RankBlocks } from './rank-blocks.ts'

/** Additions of one block's ranks to a state, beyond which the enumeration is given up: some tenths of a second. */
const MOST_STEPS = 200_000

/**
 * The share of all k!ⁿ orders of the ranks within blocks whose statistic is at least the observed one, or undefined
 * where that takes too many steps. Relabeling treatments changes no statistic, and each block comes in every order,
 * so sums of ranks that differ only in their order are one state, and the first block has one: far fewer than k!ⁿ.
 */
export function exactFriedmanP({ ranks, rank_sums }: RankBlocks): number | undefined {
  const [first, ...others] = ranks
  let states = new Map<string, State>([['', { sums: first.toSorted((a, b) => a - b), share: 1 }]])
  let steps = 0
  for (const block of others) {
    steps += states.size * countOrders(block)
    if (steps > MOST_STEPS) return undefined
    states = withBlock(states, distinctOrders(block))
  }
  const observed = doubledSquares(rank_sums)
  let p = 0
  for (const { sums, share } of states.values()) if (doubledSquares(sums) >= observed) p += share
  return Math.min(1, p)
}

interface State {
  readonly sums: readonly number[]
  /** Of all orders of the blocks so far. */
  share: number
}

function withBlock(states: ReadonlyMap<string, State>, orders: readonly (readonly number[])[]) {
  const next = new Map<string, State>()
  for (const { sums, share } of states.values())
    for (const order of orders) {
      const added = sums.map((sum, treatment) => sum + order[treatment]).sort((a, b) => a - b)
      const key = added.join()
      const known = next.get(key)
      if (known === undefined) next.set(key, { sums: added, share: share / orders.length })
      else known.share += share / orders.length
    }
  return next
}

/** Every order of the ranks once; with ties there are fewer than k!, each as likely as the others. */
function distinctOrders(ranks: readonly number[]): number[][] {
  if (ranks.length === 0) return [[]]
  return [...new Set(ranks)].flatMap((first) => {
    const at = ranks.indexOf(first)
    return distinctOrders(ranks.toSpliced(at, 1)).map((rest) => [first, ...rest])
  })
}

/** k! over the factorial of each group of ties. */
function countOrders(ranks: readonly number[]): number {
  const ties = new Map<number, number>()
  let orders = 1
  for (const [before, rank] of ranks.entries()) {
    const tied = (ties.get(rank) ?? 0) + 1
    ties.set(rank, tied)
    orders *= (before + 1) / tied
  }
  return Math.round(orders)
}
