/**
 * The candidates of a query: rows in ascending order of their float32 sums, all that may be a neighbor. They are few
 * more than k, unless the data are full of ties or float32 says little of them: then the query goes on in float64.
 */

/** In the place of the number of candidates: the query's rows are in its list already, by their float64 values. */
export const EXACT: i32 = -1

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
