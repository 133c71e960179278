/**
 * Floors of a group of queries, one lane each. Exact against rounding, without a margin: for a row x of the box,
 * |x − q| ≥ the gap to the box in every feature; rounding is monotone, and terms are taken in the order of the scan, so
 * that no floor exceeds the float32 sum of a row inside.
 */

/** Adds one feature's gap: max(low − q, q − high, 0), and its square where the metric has one. */
@inline
function addGap<M>(sum: v128, at: usize, q: v128): v128 {
  const below = f32x4.sub(v128.load_splat<f32>(at), q)
  const above = f32x4.sub(q, v128.load_splat<f32>(at, 4))
  const gap = f32x4.pmax(f32x4.pmax(below, above), f32x4.splat(0))
  if (isFloat<M>()) return f32x4.add(sum, f32x4.mul(gap, gap))
  return f32x4.add(sum, gap)
}

/** Floors of the box at `box` and of its sibling, which follows it, into `floors` (two vectors). */
export function pairFloors<M>(box: usize, features: i32, group: usize, floors: usize): void {
  const size = <usize>features << 3
  const end = group + (<usize>features << 4)
  let first = f32x4.splat(0)
  let second = f32x4.splat(0)
  for (let at = group; at < end; at += 16, box += 8) {
    const q = v128.load(at)
    first = addGap<M>(first, box, q)
    second = addGap<M>(second, box + size, q)
  }
  v128.store(floors, first)
  v128.store(floors, second, 16)
}
