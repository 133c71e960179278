/**
 * The candidates of a query: rows with their float32 sums, all that may be a neighbor. They are few more than k, unless
 * the data are full of ties or float32 says little of them: then the query goes on in float64. Up to `FEW` neighbors
 * they are in ascending order at all times, so that the limit is as low as can be; more are gathered as they come, and
 * those beyond the limit leave together.
 */

/** In the place of the number of candidates: the query's rows are in its list already, by their float64 values. */
export const EXACT: i32 = -1

/** Neighbors up to which candidates are kept in order. */
export const FEW: i32 = 12
/** Above every sum's bits; as a float NaN. */
const PADDING: i32 = i32.MAX_VALUE

/** Enters a candidate into its place among `count`; the arrays have room for one more. */
export function hold(keys: usize, slots: usize, count: i32, key: f32, slot: i32): void {
  let at = count
  // Four at a time move up by one, from the last down to where the new one belongs.
  while (at >= 4) {
    const from = <usize>(at - 4) << 2
    if (load<f32>(keys + from) <= key) break
    v128.store(keys + from, v128.load(keys + from), 4)
    v128.store(slots + from, v128.load(slots + from), 4)
    at -= 4
  }
  while (at > 0) {
    const from = <usize>(at - 1) << 2
    const other = load<f32>(keys + from)
    if (other <= key) break
    store<f32>(keys + from, other, 4)
    store<i32>(slots + from, load<i32>(slots + from), 4)
    at--
  }
  store<f32>(keys + (<usize>at << 2), key)
  store<i32>(slots + (<usize>at << 2), slot)
}

/**
 * A sum that at least k of the candidates are not above, and at most `enough` unless more are equal: halving what lies between the smallest and the
 * largest. Sums are not negative, so that they are ordered as their bits.
 */
export function kthAbove(keys: usize, count: i32, k: i32, enough: i32): f32 {
  const end = keys + (<usize>count << 2)
  v128.store(end, i32x4.splat(PADDING))
  let least = i32x4.splat(PADDING)
  let most = i32x4.splat(0)
  for (let at = keys; at < end; at += 16) {
    const bits = v128.load(at)
    least = i32x4.min_s(least, bits)
    most = i32x4.max_s(most, v128.andnot(bits, i32x4.eq(bits, i32x4.splat(PADDING))))
  }
  let below = leastLane(least) - 1
  let reached = ~leastLane(v128.not(most))
  // At most `below` are fewer than k, at most `reached` are k or more.
  for (let found = count; found > enough && reached - below > 1; ) {
    const middle = below + ((reached - below) >> 1)
    const upTo = countUpTo(keys, end, i32x4.splat(middle))
    if (upTo < k) {
      below = middle
    } else {
      reached = middle
      found = upTo
    }
  }
  return reinterpret<f32>(reached)
}

@inline
function leastLane(lanes: v128): i32 {
  const first = min(i32x4.extract_lane(lanes, 0), i32x4.extract_lane(lanes, 1))
  return min(first, min(i32x4.extract_lane(lanes, 2), i32x4.extract_lane(lanes, 3)))
}

@inline
function sumOfLanes(lanes: v128): i32 {
  const pairs = i32x4.add(lanes, i32x4.shuffle(lanes, lanes, 2, 3, 0, 1))
  return i32x4.extract_lane(pairs, 0) + i32x4.extract_lane(pairs, 1)
}

@inline
function countUpTo(keys: usize, end: usize, bits: v128): i32 {
  let counts = i32x4.splat(0)
  for (let at = keys; at < end; at += 16) counts = i32x4.sub(counts, i32x4.le_s(v128.load(at), bits))
  return sumOfLanes(counts)
}

/** Lets go of the candidates beyond the limit; returns how many stay. */
export function keepUpTo(keys: usize, slots: usize, count: i32, limit: f32): i32 {
  let kept: usize = 0
  for (let i: usize = 0; i < <usize>count; i++) {
    const key = load<f32>(keys + (i << 2))
    store<f32>(keys + (kept << 2), key)
    store<i32>(slots + (kept << 2), load<i32>(slots + (i << 2)))
    kept += usize(key <= limit)
  }
  return <i32>kept
}

/** The slots in ascending order of their sums, into `ordered`: each goes behind all that are smaller. */
export function orderSlots(keys: usize, slots: usize, count: i32, ordered: usize): void {
  const end = keys + (<usize>count << 2)
  v128.store(end, i32x4.splat(PADDING))
  memory.fill(ordered, 0xff, <usize>count << 2)
  for (let i: usize = 0; i < <usize>count; i++) {
    const key = load<i32>(keys + (i << 2))
    let place = ordered + (<usize>countUpTo(keys, end, i32x4.splat(key - 1)) << 2)
    // Equals were here before.
    while (load<i32>(place) >= 0) place += 4
    store<i32>(place, load<i32>(slots + (i << 2)))
  }
}
