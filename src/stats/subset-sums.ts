/**
 * In how many ways a subset of `items` (whole numbers ≥ 0) has each sum: index s holds the number of subsets with
 * sum s. Exact while 2^items.length is below 2^53.
 */
export function subsetSums(items: readonly number[]): Float64Array {
  const total = items.reduce((sum, item) => sum + item, 0)
  const ways = new Float64Array(total + 1)
  ways[0] = 1
  let reached = 0
  for (const item of items) {
    reached += item
    for (let sum = reached; sum >= item; sum--) ways[sum] += ways[sum - item]
  }
  return ways
}

/** In how many ways `size` of `items` have each sum; as `subsetSums`. */
export function subsetSumsOfSize(items: readonly number[], size: number): Float64Array {
  const total = items.reduce((sum, item) => sum + item, 0)
  const ways = Array.from({ length: size + 1 }, () => new Float64Array(total + 1))
  ways[0][0] = 1
  for (const item of items)
    for (let count = size; count >= 1; count--)
      for (let sum = total; sum >= item; sum--) ways[count][sum] += ways[count - 1][sum - item]
  return ways[size]
}

/** Share of the ways whose sum is at least `least`. */
export function shareFrom(ways: Float64Array, least: number): number {
  let all = 0
  let above = 0
  for (const [sum, count] of ways.entries()) {
    all += count
    if (sum >= least) above += count
  }
  return above / all
}
