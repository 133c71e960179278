/** From rows as given to the float32 rows of the scan. */
import { addToNorm, normOf } from './bound'
import { Euclidean, Manhattan, Model } from './layout'

/** Centers, scales and orders the row at `row` into `out` (features,) float32; returns its norm. */
export function toCoarse<M>(model: Model, row: usize, work: usize, out: usize): f64 {
  const d = <usize>model.features
  for (let f: usize = 0; f < d; f++) {
    const moved = load<f64>(row + (f << 3)) - load<f64>(model.center + (f << 3))
    store<f64>(work + (f << 3), moved * model.scale)
  }
  let sum: f64 = 0
  for (let i: usize = 0; i < d; i++) {
    const value = load<f64>(work + (<usize>load<i32>(model.order + (i << 2)) << 3))
    sum = addToNorm<M>(sum, value)
    store<f32>(out + (i << 2), <f32>value)
  }
  return normOf<M>(sum)
}

/** Writes `count` rows to `out` (count, features) float32; returns their largest norm. */
export function coarseRows(modelAt: usize, rows: usize, count: i32, work: usize, out: usize): f64 {
  const model = changetype<Model>(modelAt)
  const d = <usize>model.features
  let largest: f64 = 0
  for (let i: usize = 0; i < <usize>count; i++) {
    const row = rows + ((i * d) << 3)
    const to = out + ((i * d) << 2)
    const norm = model.manhattan
      ? toCoarse<Manhattan>(model, row, work, to)
      : toCoarse<Euclidean>(model, row, work, to)
    largest = Math.max(largest, norm)
  }
  return largest
}
