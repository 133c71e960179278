/** What becomes of rows whose float32 sums are within the limit. */
import { certainUpTo, limitAbove, limitOf } from './bound'
import { EXACT, FEW, hold, keepUpTo, kthAbove, orderSlots } from './candidates'
import { BLOCK_ROWS, Model, Task } from './layout'
import { append, enter, isFull, openList, sortList } from './lists'

/** Candidates that must have room, so that the limit is not worked out for each. */
const LEAST_ROOM: i32 = 16

/** The rows of the mask, whose sums lie in `task.sums`, to the query in this lane. */
export function offer<M>(model: Model, task: Task, lane: i32, block: i32, mask: i32): void {
  if (load<i32>(task.held + (<usize>lane << 2)) == EXACT) {
    offerExact<M>(model, task, lane, block, mask)
    return
  }
  if (task.neighbors > FEW) {
    gather<M>(model, task, lane, block, mask)
    return
  }
  for (; mask != 0; mask &= mask - 1) {
    const row = ctz(mask)
    offerOne<M>(model, task, lane, block * BLOCK_ROWS + row, load<f32>(task.sums + (<usize>row << 2)))
    if (load<i32>(task.held + (<usize>lane << 2)) != EXACT) continue
    offerExact<M>(model, task, lane, block, mask & (mask - 1))
    return
  }
}

/** One row among the candidates; those that are now beyond the limit leave. */
function offerOne<M>(model: Model, task: Task, lane: i32, slot: i32, sum: f32): void {
  const limit = task.limits + (<usize>lane << 2)
  if (sum > load<f32>(limit)) return
  const keys = keysOf(task, lane)
  let held = load<i32>(task.held + (<usize>lane << 2))
  hold(keys, slotsOf(task, lane), held++, sum, slot)
  if (held >= task.neighbors) {
    const margin = load<f64>(task.margins + (<usize>lane << 3))
    const most = limitAbove<M>(model, margin, load<f32>(keys + (<usize>(task.neighbors - 1) << 2)))
    while (load<f32>(keys + (<usize>(held - 1) << 2)) > most) held--
    store<f32>(limit, most)
  }
  store<i32>(task.held + (<usize>lane << 2), held)
  if (held == task.capacity) becomeExact<M>(model, task, lane)
}

/** Rows of the mask in no order; when so many have come, those that are beyond the limit by now leave. */
function gather<M>(model: Model, task: Task, lane: i32, block: i32, mask: i32): void {
  const held = load<i32>(task.held + (<usize>lane << 2))
  let key = keysOf(task, lane) + (<usize>held << 2)
  let slot = slotsOf(task, lane) + (<usize>held << 2)
  const count = held + popcnt(mask)
  const first = block * BLOCK_ROWS
  for (; mask != 0; mask &= mask - 1, key += 4, slot += 4) {
    const row = ctz(mask)
    store<f32>(key, load<f32>(task.sums + (<usize>row << 2)))
    store<i32>(slot, first + row)
  }
  store<i32>(task.held + (<usize>lane << 2), count)
  if (count < load<i32>(task.brims + (<usize>lane << 2))) return
  const kept = tighten<M>(model, task, lane, task.neighbors + (task.neighbors >> 4))
  if (kept + LEAST_ROOM > task.capacity) becomeExact<M>(model, task, lane)
  else store<i32>(task.brims + (<usize>lane << 2), min(task.capacity, kept + task.room))
}

/** Lowers the limit to what the candidates allow, and lets go of those beyond it; returns how many stay. */
function tighten<M>(model: Model, task: Task, lane: i32, enough: i32): i32 {
  const keys = keysOf(task, lane)
  const held = load<i32>(task.held + (<usize>lane << 2))
  const margin = load<f64>(task.margins + (<usize>lane << 3))
  const most = limitAbove<M>(model, margin, kthAbove(keys, held, task.neighbors, enough))
  store<f32>(task.limits + (<usize>lane << 2), most)
  const kept = keepUpTo(keys, slotsOf(task, lane), held, most)
  store<i32>(task.held + (<usize>lane << 2), kept)
  return kept
}

/** Too many candidates: all of them go to the query's list by their float64 values, and later rows at once. */
function becomeExact<M>(model: Model, task: Task, lane: i32): void {
  const query = <usize>load<i32>(task.members + (<usize>lane << 2))
  const k = <usize>task.neighbors
  const values = task.outValues + ((query * k) << 3)
  const indices = task.outIndices + ((query * k) << 2)
  openList(values, indices, task.neighbors)
  const slots = slotsOf(task, lane)
  const held = load<i32>(task.held + (<usize>lane << 2))
  for (let i = 0; i < held; i++) {
    const slot = <usize>load<i32>(slots + (<usize>i << 2))
    enter(values, indices, task.neighbors, exactValue<M>(model, task, slot, query), indexOf(model, slot))
  }
  store<i32>(task.held + (<usize>lane << 2), EXACT)
  lowerLimit<M>(model, task, lane, values)
}

/** Rows of the mask by their float64 values. */
function offerExact<M>(model: Model, task: Task, lane: i32, block: i32, mask: i32): void {
  const query = <usize>load<i32>(task.members + (<usize>lane << 2))
  const k = <usize>task.neighbors
  const values = task.outValues + ((query * k) << 3)
  const indices = task.outIndices + ((query * k) << 2)
  let changed = false
  for (; mask != 0; mask &= mask - 1) {
    const slot = <usize>(block * BLOCK_ROWS + ctz(mask))
    const value = exactValue<M>(model, task, slot, query)
    if (enter(values, indices, <i32>k, value, indexOf(model, slot))) changed = true
  }
  if (changed) lowerLimit<M>(model, task, lane, values)
}

@inline
function lowerLimit<M>(model: Model, task: Task, lane: i32, values: usize): void {
  if (!isFull(values)) return
  const slack = load<f64>(task.groupSlack + (<usize>lane << 3))
  store<f32>(task.limits + (<usize>lane << 2), limitOf<M>(model, slack, load<f64>(values)))
}

/** The neighbors of the query in this lane, nearest first if asked: what its candidates are in float64. */
export function settle<M>(model: Model, task: Task, lane: i32): void {
  const query = <usize>load<i32>(task.members + (<usize>lane << 2))
  const k = <usize>task.neighbors
  const values = task.outValues + ((query * k) << 3)
  const indices = task.outIndices + ((query * k) << 2)
  let held = load<i32>(task.held + (<usize>lane << 2))
  if (held == EXACT) {
    if (task.ordered) sortList(values, indices, task.neighbors)
    return
  }
  let slots = slotsOf(task, lane)
  if (task.neighbors > FEW) held = tighten<M>(model, task, lane, task.neighbors)
  if (!task.ordered) {
    settleUnordered<M>(model, task, lane, held)
    return
  }
  if (task.neighbors > FEW) {
    orderSlots(keysOf(task, lane), slots, held, task.inOrder)
    slots = task.inOrder
  }
  for (let i = 0; i < held; i++) {
    const slot = <usize>load<i32>(slots + (<usize>i << 2))
    const value = exactValue<M>(model, task, slot, query)
    append(values, indices, task.neighbors, i, value, indexOf(model, slot))
  }
}

/** Only candidates that may be a neighbor or not are measured: none, but for ties and what float32 cannot tell apart. */
function settleUnordered<M>(model: Model, task: Task, lane: i32, held: i32): void {
  const query = <usize>load<i32>(task.members + (<usize>lane << 2))
  const k = task.neighbors
  let values = task.outValues + ((query * <usize>k) << 3)
  let indices = task.outIndices + ((query * <usize>k) << 2)
  const keys = keysOf(task, lane)
  const slots = slotsOf(task, lane)
  let certain = <f32>Infinity
  if (held > k) {
    const kth = k > FEW ? kthAbove(keys, held, k, k) : load<f32>(keys + (<usize>(k - 1) << 2))
    certain = certainUpTo<M>(model, load<f64>(task.margins + (<usize>lane << 3)), kth)
  }
  let open = 0
  let places = k
  for (let i: usize = 0; i < <usize>held; i++) {
    const slot = load<i32>(slots + (i << 2))
    if (load<f32>(keys + (i << 2)) <= certain) {
      store<i32>(indices, indexOf(model, <usize>slot))
      indices += 4
      values += 8
      places--
    } else {
      // At or before the place that was just read.
      store<i32>(slots + (<usize>open << 2), slot)
      open++
    }
  }
  for (let i = 0; i < open; i++) {
    const slot = <usize>load<i32>(slots + (<usize>i << 2))
    append(values, indices, places, i, exactValue<M>(model, task, slot, query), indexOf(model, slot))
  }
}

@inline
function keysOf(task: Task, lane: i32): usize {
  return task.keys + (<usize>(lane * (task.capacity + BLOCK_ROWS + 4)) << 2)
}

@inline
function slotsOf(task: Task, lane: i32): usize {
  return task.slots + (<usize>(lane * (task.capacity + BLOCK_ROWS + 4)) << 2)
}

@inline
function indexOf(model: Model, slot: usize): i32 {
  return load<i32>(model.indices + (slot << 2))
}

/** One running sum over the features in order: the bits of every exact search of this project. */
function exactValue<M>(model: Model, task: Task, slot: usize, query: usize): f64 {
  const d = <usize>model.features
  let row = model.rows + ((slot * d) << 3)
  let given = task.queries + ((query * d) << 3)
  const end = row + (d << 3)
  let sum: f64 = 0
  for (; row < end; row += 8, given += 8) {
    const t = load<f64>(row) - load<f64>(given)
    if (isFloat<M>()) sum += t * t
    else sum += Math.abs(t)
  }
  return sum
}
