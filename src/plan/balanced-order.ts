import { deriveSeed, shuffle } from './seed.ts'

/**
 * The order of n arms in each round: rows of a Williams design (Williams 1949), in which every arm
 * stands in every position, and follows every other arm, equally often over a full cycle. Which arm
 * is which column, and the order of the rows, are seeded.
 */
export function balancedOrders(n: number, rounds: number, seed: number): number[][] {
  if (n === 0) return Array.from({ length: rounds }, () => [])
  const relabel = shuffle(ascending(n), deriveSeed(seed, 'arms'))
  const design = williamsDesign(n)
  return ascending(rounds).map((round) => {
    const cycle = Math.floor(round / design.length)
    const rows = shuffle(design, deriveSeed(seed, 'rows', cycle))
    return rows[round % design.length].map((column) => relabel[column])
  })
}

/** n rows for even n; for odd n the rows and their mirror images, 2n. */
function williamsDesign(n: number): number[][] {
  const zigzag = ascending(n).map((i) => (i % 2 === 0 ? (n - i / 2) % n : (i + 1) / 2))
  const rows = ascending(n).map((shift) => zigzag.map((column) => (column + shift) % n))
  return n % 2 === 0 || n === 1 ? rows : [...rows, ...rows.map((row) => [...row].reverse())]
}

function ascending(n: number): number[] {
  return Array.from({ length: n }, (_, i) => i)
}
