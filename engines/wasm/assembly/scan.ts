/** Float32 sums of blocks of eight rows against the queries of a group. */
import { Model, Task } from './layout'
import { offer } from './refine'

/** Features summed between two looks at the thresholds: a rounded sum never falls when a term is added. */
const STRIDE: usize = 8

@inline
function add<M>(sum: v128, x: v128, q: v128): v128 {
  const t = f32x4.sub(x, q)
  if (isFloat<M>()) return f32x4.add(sum, f32x4.mul(t, t))
  return f32x4.add(sum, f32x4.abs(t))
}

@inline
function within(a: v128, b: v128, limit: v128): v128 {
  return v128.or(f32x4.le(a, limit), f32x4.le(b, limit))
}

@inline
function maskOf(a: v128, b: v128, limit: v128): i32 {
  return i32x4.bitmask(f32x4.le(a, limit)) | (i32x4.bitmask(f32x4.le(b, limit)) << 4)
}

/** Out of line, so that the running sums stay in registers. */
@inline
function leave<M>(model: Model, task: Task, lane: i32, block: i32, a: v128, b: v128, mask: i32): void {
  v128.store(task.sums, a)
  v128.store(task.sums, b, 16)
  offer<M>(model, task, lane, block, mask)
}

/** All four queries: eight running sums. */
export function scanGroup<M>(model: Model, task: Task, first: i32, end: i32): void {
  const d = <usize>model.features
  const limits = task.limits
  for (let block = first; block < end; block++) {
    let p = model.blocks + <usize>block * (d << 5)
    let q = task.group
    let a0 = f32x4.splat(0)
    let b0 = a0
    let a1 = a0
    let b1 = a0
    let a2 = a0
    let b2 = a0
    let a3 = a0
    let b3 = a0
    let left = d
    let isOut = false
    while (true) {
      const stop = q + (min(left, STRIDE) << 4)
      for (; q < stop; q += 16, p += 32) {
        const x = v128.load(p)
        const y = v128.load(p, 16)
        const q0 = v128.load_splat<f32>(q)
        a0 = add<M>(a0, x, q0)
        b0 = add<M>(b0, y, q0)
        const q1 = v128.load_splat<f32>(q, 4)
        a1 = add<M>(a1, x, q1)
        b1 = add<M>(b1, y, q1)
        const q2 = v128.load_splat<f32>(q, 8)
        a2 = add<M>(a2, x, q2)
        b2 = add<M>(b2, y, q2)
        const q3 = v128.load_splat<f32>(q, 12)
        a3 = add<M>(a3, x, q3)
        b3 = add<M>(b3, y, q3)
      }
      const any = v128.or(
        v128.or(
          within(a0, b0, v128.load_splat<f32>(limits)),
          within(a1, b1, v128.load_splat<f32>(limits, 4)),
        ),
        v128.or(
          within(a2, b2, v128.load_splat<f32>(limits, 8)),
          within(a3, b3, v128.load_splat<f32>(limits, 12)),
        ),
      )
      if (!v128.any_true(any)) {
        isOut = true
        break
      }
      if (left <= STRIDE) break
      left -= STRIDE
    }
    if (isOut) continue
    const m0 = maskOf(a0, b0, v128.load_splat<f32>(limits))
    const m1 = maskOf(a1, b1, v128.load_splat<f32>(limits, 4))
    const m2 = maskOf(a2, b2, v128.load_splat<f32>(limits, 8))
    const m3 = maskOf(a3, b3, v128.load_splat<f32>(limits, 12))
    if (m0) leave<M>(model, task, 0, block, a0, b0, m0)
    if (m1) leave<M>(model, task, 1, block, a1, b1, m1)
    if (m2) leave<M>(model, task, 2, block, a2, b2, m2)
    if (m3) leave<M>(model, task, 3, block, a3, b3, m3)
  }
}

/** One query of the group, where the others need not go. */
export function scanOne<M>(model: Model, task: Task, lane: i32, first: i32, end: i32): void {
  const d = <usize>model.features
  const limit = task.limits + (<usize>lane << 2)
  for (let block = first; block < end; block++) {
    let p = model.blocks + <usize>block * (d << 5)
    let q = task.group + (<usize>lane << 2)
    let a = f32x4.splat(0)
    let b = a
    let left = d
    let mask = 0
    while (true) {
      const stop = q + (min(left, STRIDE) << 4)
      for (; q < stop; q += 16, p += 32) {
        const value = v128.load_splat<f32>(q)
        a = add<M>(a, v128.load(p), value)
        b = add<M>(b, v128.load(p, 16), value)
      }
      mask = maskOf(a, b, v128.load_splat<f32>(limit))
      if (mask == 0 || left <= STRIDE) break
      left -= STRIDE
    }
    if (mask) leave<M>(model, task, lane, block, a, b, mask)
  }
}

