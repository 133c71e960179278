/** Ranks from 1; equal values share the mean of theirs. */
export interface Midranks {
  /** In the order of the values. */
  readonly ranks: readonly number[]
  /** How many values share each rank: [1, 1, …] without ties. */
  readonly tie_sizes: readonly number[]
}

/** Midranks (Kendall 1945, Biometrika 33:239–251) of finite values; −0 equals 0. Doubled, they are whole numbers. */
export function midranks(values: readonly number[]): Midranks {
  const order = values.map((_, index) => index).sort((a, b) => values[a] - values[b])
  const ranks = new Array<number>(values.length)
  const tieSizes: number[] = []
  for (let start = 0, end = 0; start < order.length; start = end) {
    while (end < order.length && values[order[end]] === values[order[start]]) end++
    for (const index of order.slice(start, end)) ranks[index] = (start + 1 + end) / 2
    tieSizes.push(end - start)
  }
  return { ranks, tie_sizes: tieSizes }
}

/** Σ(t³ − t) over the groups of equal values: 0 without ties. */
export function tieSum({ tie_sizes }: Midranks): number {
  return tie_sizes.reduce((sum, size) => sum + size ** 3 - size, 0)
}
