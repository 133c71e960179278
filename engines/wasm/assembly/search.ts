/**
 * A search of a chunk of queries in three steps, of which the first and the last can be shared by threads that have a task
 * each: in groups of four that lie together, each through the tree, nearer child first.
 */
import { marginOf, slackOf } from './bound'
import { pairFloors } from './boxes'
import { toCoarse } from './coarse'
import { Euclidean, GROUP, Manhattan, Model, Task } from './layout'
import { settle } from './refine'
import { scanGroup, scanOne } from './scan'

/** Beyond this norm, float32 is not asked: the squares of d features would overflow. */
const LARGEST_NORM: f64 = 1152921504606846976.0
/** No sum is as small, so that an empty place of a group asks for nothing. */
const NOTHING: f32 = -1

/** What every query needs before any is searched: those from `from` to before `end`. */
export function prepare(modelAt: usize, taskAt: usize, from: i32, end: i32): void {
  const model = changetype<Model>(modelAt)
  const task = changetype<Task>(taskAt)
  for (let i = from; i < end; i++) {
    if (model.manhattan) prepareOne<Manhattan>(model, task, i)
    else prepareOne<Euclidean>(model, task, i)
  }
}

/** The queries at places `from` to before `end` of the order; `from` is a multiple of 4. */
export function search(modelAt: usize, taskAt: usize, from: i32, end: i32): void {
  const model = changetype<Model>(modelAt)
  const task = changetype<Task>(taskAt)
  if (model.manhattan) searchGroups<Manhattan>(model, task, from, end)
  else searchGroups<Euclidean>(model, task, from, end)
}

function searchGroups<M>(model: Model, task: Task, from: i32, end: i32): void {
  for (let at = from; at < end; at += GROUP) {
    openGroup<M>(model, task, at)
    visit<M>(model, task)
    for (let lane = 0; lane < min(GROUP, task.count - at); lane++) settle<M>(model, task, lane)
  }
}

/** The float32 form of query i, its slack and its leaf. */
function prepareOne<M>(model: Model, task: Task, i: i32): void {
  const d = <usize>model.features
  const coarse = task.coarse + ((<usize>i * d) << 2)
  const norm = toCoarse<M>(model, task.queries + ((<usize>i * d) << 3), task.work, coarse)
  let slack = slackOf(model, norm)
  // Written so that NaN fails as well. Any point will do then, since every row is looked at in float64.
  if (!(norm <= LARGEST_NORM)) {
    memory.fill(coarse, 0, d << 2)
    slack = Infinity
  }
  store<f64>(task.slack + (<usize>i << 3), slack)
  store<i32>(task.leaf + (<usize>i << 2), leafOf(model, coarse))
}

/** The first block of the leaf that a query falls in; only a matter of order. */
function leafOf(model: Model, coarse: usize): i32 {
  let node: usize = 0
  let child = load<i32>(model.children)
  while (child != 0) {
    const feature = <usize>load<i32>(model.splitFeature + (node << 2))
    const isSecond = load<f32>(coarse + (feature << 2)) > load<f32>(model.splitLimit + (node << 2))
    node = <usize>(child + i32(isSecond))
    child = load<i32>(model.children + (node << 2))
  }
  return load<i32>(model.first + (node << 2))
}

/** The order in which queries are searched, once all are prepared: a counting sort. */
export function sortByLeaf(taskAt: usize): void {
  const task = changetype<Task>(taskAt)
  const counts = task.counts
  memory.fill(counts, 0, (<usize>task.blockCount + 1) << 2)
  for (let i = 0; i < task.count; i++) {
    const at = counts + ((<usize>load<i32>(task.leaf + (<usize>i << 2)) + 1) << 2)
    store<i32>(at, load<i32>(at) + 1)
  }
  let before = 0
  for (let i = 0; i <= task.blockCount; i++) {
    before += load<i32>(counts + (<usize>i << 2))
    store<i32>(counts + (<usize>i << 2), before)
  }
  for (let i = 0; i < task.count; i++) {
    const at = counts + (<usize>load<i32>(task.leaf + (<usize>i << 2)) << 2)
    const place = load<i32>(at)
    store<i32>(at, place + 1)
    store<i32>(task.sorted + (<usize>place << 2), i)
  }
}

/** Lays the queries from place `at` into the lanes; of the last group some lanes may be empty. */
function openGroup<M>(model: Model, task: Task, at: i32): void {
  const d = <usize>model.features
  for (let lane = 0; lane < GROUP; lane++) {
    const isEmpty = at + lane >= task.count
    const query = load<i32>(task.sorted + (<usize>(isEmpty ? at : at + lane) << 2))
    const coarse = task.coarse + ((<usize>query * d) << 2)
    for (let f: usize = 0; f < d; f++)
      store<f32>(task.group + (f << 4) + (<usize>lane << 2), load<f32>(coarse + (f << 2)))
    store<i32>(task.members + (<usize>lane << 2), query)
    const slack = load<f64>(task.slack + (<usize>query << 3))
    store<f64>(task.groupSlack + (<usize>lane << 3), slack)
    store<f64>(task.margins + (<usize>lane << 3), marginOf<M>(model, slack))
    store<i32>(task.held + (<usize>lane << 2), 0)
    store<i32>(task.brims + (<usize>lane << 2), task.neighbors + task.room)
    store<f32>(task.limits + (<usize>lane << 2), isEmpty ? NOTHING : <f32>Infinity)
  }
}

/** Depth first; siblings wait on the stack with their floors, which are compared anew when their turn comes. */
function visit<M>(model: Model, task: Task): void {
  const bottom = task.stack
  let top = bottom
  let node = 0
  let mask = i32x4.bitmask(f32x4.ge(v128.load(task.limits), f32x4.splat(0)))
  for (;;) {
    if (mask != 0) {
      const child = load<i32>(model.children + (<usize>node << 2))
      if (child != 0) {
        // The floors of both children lie on the stack; that of the one to wait is moved to the bottom.
        const box = model.boxes + ((<usize>child * <usize>model.features) << 3)
        pairFloors<M>(box, model.features, task.group, top)
        const limits = v128.load(task.limits)
        const first = v128.load(top)
        const second = v128.load(top, 16)
        const firstMask = i32x4.bitmask(f32x4.le(first, limits))
        const secondMask = i32x4.bitmask(f32x4.le(second, limits))
        const nearer = popcnt(i32x4.bitmask(f32x4.le(first, second)) & mask)
        const isFirst = nearer * 2 >= popcnt(mask)
        const waitMask = isFirst ? secondMask : firstMask
        if (waitMask != 0) {
          v128.store(top, isFirst ? second : first)
          store<i32>(top, isFirst ? child + 1 : child, 16)
          top += 32
        }
        node = isFirst ? child : child + 1
        mask = isFirst ? firstMask : secondMask
        continue
      }
      scanLeaf<M>(model, task, node, mask)
    }
    if (top == bottom) return
    top -= 32
    node = load<i32>(top, 16)
    mask = i32x4.bitmask(f32x4.le(v128.load(top), v128.load(task.limits)))
  }
}

@inline
function scanLeaf<M>(model: Model, task: Task, node: i32, mask: i32): void {
  const first = load<i32>(model.first + (<usize>node << 2))
  const end = load<i32>(model.end + (<usize>node << 2))
  if (popcnt(mask) > 2) {
    scanGroup<M>(model, task, first, end)
    return
  }
  for (; mask != 0; mask &= mask - 1) scanOne<M>(model, task, ctz(mask), first, end)
}
