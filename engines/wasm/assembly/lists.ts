/**
 * The k best rows of a query under (value, training index), in place in the answers: from candidates in order, or as
 * they come in a max-heap, as in `src/knn/nearest-lists.ts`, whose root is the worst.
 */

/** Entries that no row has: worse than any. */
const NO_VALUE: f64 = f64.MAX_VALUE
const NO_ROW: i32 = i32.MAX_VALUE

export function openList(values: usize, indices: usize, k: i32): void {
  for (let i = 0; i < k; i++) {
    store<f64>(values + (<usize>i << 3), NO_VALUE)
    store<i32>(indices + (<usize>i << 2), NO_ROW)
  }
}

/** False until k rows are in the list. */
@inline
export function isFull(values: usize): bool {
  return load<f64>(values) != NO_VALUE
}

@inline
function isAfter(value: f64, index: i32, otherValue: f64, otherIndex: i32): bool {
  return value > otherValue || (value == otherValue && index > otherIndex)
}

/** Enters the row if it belongs to the best so far, and says whether it did. */
export function enter(values: usize, indices: usize, k: i32, value: f64, index: i32): bool {
  if (isAfter(value, index, load<f64>(values), load<i32>(indices))) return false
  sink(values, indices, k, value, index)
  return true
}

/** Enters entry number `count` into a list in order, where most come in order already; at most k stay. */
export function append(values: usize, indices: usize, k: i32, count: i32, value: f64, index: i32): void {
  let at = count
  if (at >= k) {
    at = k - 1
    if (!isAfter(load<f64>(values + (<usize>at << 3)), load<i32>(indices + (<usize>at << 2)), value, index))
      return
  }
  for (; at > 0; at--) {
    const otherValue = load<f64>(values + (<usize>(at - 1) << 3))
    const otherIndex = load<i32>(indices + (<usize>(at - 1) << 2))
    if (!isAfter(otherValue, otherIndex, value, index)) break
    store<f64>(values + (<usize>at << 3), otherValue)
    store<i32>(indices + (<usize>at << 2), otherIndex)
  }
  store<f64>(values + (<usize>at << 3), value)
  store<i32>(indices + (<usize>at << 2), index)
}

/** Orders the list, nearest first. */
export function sortList(values: usize, indices: usize, k: i32): void {
  for (let last = k - 1; last > 0; last--) {
    const value = load<f64>(values + (<usize>last << 3))
    const index = load<i32>(indices + (<usize>last << 2))
    store<f64>(values + (<usize>last << 3), load<f64>(values))
    store<i32>(indices + (<usize>last << 2), load<i32>(indices))
    sink(values, indices, last, value, index)
  }
}

/** Puts an entry in the place of the root of a heap of `size`, and lets it sink to where it belongs. */
function sink(values: usize, indices: usize, size: i32, value: f64, index: i32): void {
  let hole = 0
  for (let child = 1; child < size; child = 2 * hole + 1) {
    let childValue = load<f64>(values + (<usize>child << 3))
    let childIndex = load<i32>(indices + (<usize>child << 2))
    if (child + 1 < size) {
      const otherValue = load<f64>(values + (<usize>child << 3), 8)
      const otherIndex = load<i32>(indices + (<usize>child << 2), 4)
      if (isAfter(otherValue, otherIndex, childValue, childIndex)) {
        child++
        childValue = otherValue
        childIndex = otherIndex
      }
    }
    if (!isAfter(childValue, childIndex, value, index)) break
    store<f64>(values + (<usize>hole << 3), childValue)
    store<i32>(indices + (<usize>hole << 2), childIndex)
    hole = child
  }
  store<f64>(values + (<usize>hole << 3), value)
  store<i32>(indices + (<usize>hole << 2), index)
}
