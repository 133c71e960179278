/**
 * What the host writes into memory before it calls: addresses are bytes, counts are numbers of elements. The order of
 * the fields is that of `src/knn/wasm/layout.ts`.
 */

/** Chosen at compile time, so that each metric has loops of its own. */
export type Euclidean = f32
export type Manhattan = i32

/** Training rows in one block of the scan: two vectors of float32. */
export const BLOCK_ROWS: i32 = 8
/** Queries that go through the tree together: one lane of a vector each. */
export const GROUP: i32 = 4

@unmanaged
export class Model {
  /** Power of two by which differences to the center are multiplied. */
  scale: f64
  /** Constants of the float32 bound; see `bound.ts`. */
  relative: f64
  absolute: f64
  largestNorm: f64
  /** 1 for manhattan, 0 for euclidean. */
  manhattan: i32
  features: i32
  /** (features,) float64. */
  center: usize
  /** (features,) int32: the feature that is compared at each place. */
  order: usize
  /** (slots, features) float64: the training rows as given. */
  rows: usize
  /** (slots,) int32: training index of each slot. */
  indices: usize
  /** (blocks, features, 8) float32; padding is NaN, which no comparison lets in. */
  blocks: usize
  /** (nodes,) int32: first of two children, or 0; first block; end of blocks. */
  children: usize
  first: usize
  end: usize
  /** (nodes, features, 2) float32: low and high. */
  boxes: usize
  /** (nodes,): where a row goes to the second child: feature int32, limit float32. */
  splitFeature: usize
  splitLimit: usize
}

@unmanaged
export class Task {
  /** (count, features) float64: the queries as given. */
  queries: usize
  count: i32
  neighbors: i32
  /** 1 where answers are nearest first; 0 where only the rows matter, not their order, and no value. */
  ordered: i32
  /** (count, neighbors): the answers, int32 and float64 values before the root. */
  outIndices: usize
  outValues: usize
  /** (count, features) float32: the queries as the scan sees them. */
  coarse: usize
  /** (count,) float64: what float32 may add to a distance; Infinity where float32 says nothing. */
  slack: usize
  /** (count,) int32 each: block of the leaf a query falls in, and the order of queries by it. */
  leaf: usize
  sorted: usize
  /** (blocks + 1,) int32. */
  counts: usize
  blockCount: i32
  /** (features, 4) float32: the queries of a group. */
  group: usize
  /** Per lane: threshold float32, slack float64, query number int32. */
  limits: usize
  groupSlack: usize
  members: usize
  /** Per lane: candidates held, int32, or `EXACT`; what the bound adds to a sum, float64. */
  held: usize
  margins: usize
  /** (4, capacity + 12) each: float32 sums of candidates, ascending, and their slots int32. */
  keys: usize
  slots: usize
  capacity: i32
  /** Candidates that may come before those beyond the limit leave; per lane, the number at which they do, int32. */
  room: i32
  brims: usize
  /** (capacity + 8,) int32: the slots of one query's candidates in order. */
  inOrder: usize
  /** (8,) float32: the sums of one block on their way to the candidates. */
  sums: usize
  /** Pending nodes of a search: 32 bytes each. */
  stack: usize
  /** (features,) float64. */
  work: usize
}
