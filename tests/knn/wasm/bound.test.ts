import { describe, expect, test } from 'vitest'
import { METRICS } from '../../../src/knn/metric/index.ts'
import { partitionRows } from '../../../src/knn/tree/partition.ts'
import { LinearMemory } from '../../../src/knn/wasm/linear-memory.ts'
import { placeModel, type WasmModel } from '../../../src/knn/wasm/model.ts'
import { matrix, seeded } from '../matrices.ts'
import { builtKernels } from './kernels.ts'

type Metric = 'euclidean' | 'manhattan'
type Random = () => number

const KERNELS = builtKernels()
const HUNTS = 60
const STEPS = 120

/** A training row, a query, and the rows that fix where the scan's coordinates lie. */
interface Attack {
  readonly row: number[]
  readonly query: number[]
  readonly frame: readonly number[][]
}

/** Sides of the frame and offsets of rows from each other that make rounding large, small or a matter of underflow. */
const SIDES = [1, 3, 1e-3, 1e6, 1e150, 1e-150, 1e-300, 1e-310]
const OFFSETS = [1, 0.3, 1e-2, 1e-4, 1e-6, 1e-7, 1e-8, 1e-12]
const FEATURES = [1, 2, 3, 8, 23, 60]

/**
 * How much of the room between the true distance and the limit the float32 sum used up, in the scan's coordinates: 1
 * would be the limit itself.
 */
function used({ row, query, frame }: Attack, metric: Metric): number {
  const d = row.length
  const X = matrix(d, [row, ...frame])
  const { value } = METRICS[metric]
  const model = placeModel(X, metric, new LinearMemory(KERNELS), (Y) => partitionRows(Y, 8))
  const x = coarse(model, row)
  const q = coarse(model, query)
  const sum = floatSum(x.values, q.values, metric)
  const exact = value(X.values, 0, Float64Array.from(query), 0, d)
  const limit = model.memory.kernels.limit(model.at, q.norm, exact)
  expect(sum, JSON.stringify({ row, query, frame })).toBeLessThanOrEqual(limit)
  expectHeld({ row, query, frame }, metric, model)
  if (limit === Number.POSITIVE_INFINITY) return 0
  const root = metric === 'euclidean' ? Math.sqrt : (v: number) => v
  const truth = root(exact) * model.memory.doubles(model.at, 1)[0]
  return (root(sum) - truth) / (root(limit) - truth)
}

/** Of two rows about as far away on opposite sides, the nearer in float64 is within what the other's sum allows. */
function expectHeld({ row, query, frame }: Attack, metric: Metric, model: WasmModel): void {
  const mirrored = row.map((value, f) => 2 * query[f] - value)
  // Another row beyond the frame would have other coordinates.
  if (mirrored.some((value, f) => Math.abs(value) > frame[1][f])) return
  const q = coarse(model, query)
  const exact = (from: readonly number[]) =>
    METRICS[metric].value(Float64Array.from(from), 0, Float64Array.from(query), 0, row.length)
  const [near, far] = exact(row) <= exact(mirrored) ? [row, mirrored] : [mirrored, row]
  const sumOf = (from: readonly number[]) => floatSum(coarse(model, from).values, q.values, metric)
  const limit = model.memory.kernels.limitFrom(model.at, q.norm, sumOf(far))
  expect(sumOf(near), JSON.stringify({ row, query, frame })).toBeLessThanOrEqual(limit)
}

function coarse({ memory, at }: WasmModel, row: readonly number[]): { values: number[]; norm: number } {
  const { top } = memory
  const given = memory.put(Float64Array.from(row))
  const [work, out] = [memory.take(row.length * 8), memory.take(row.length * 4)]
  const norm = memory.kernels.coarseRows(at, given, 1, work, out)
  const values = [...memory.floats(out, row.length)]
  memory.release(top)
  return { values, norm }
}

/** What the vectors of the scan compute in each lane. */
function floatSum(x: readonly number[], q: readonly number[], metric: Metric): number {
  let sum = 0
  for (const [f, value] of x.entries()) {
    const t = Math.fround(value - q[f])
    sum = Math.fround(sum + (metric === 'euclidean' ? Math.fround(t * t) : Math.abs(t)))
  }
  return sum
}

function pick<T>(random: Random, values: readonly T[]): T {
  return values[Math.floor(random() * values.length)]
}

function randomAttack(random: Random, largest: number): Attack {
  const d = pick(random, FEATURES)
  const side = pick(random, SIDES)
  const offset = pick(random, OFFSETS) * side
  const cell = () => (2 * random() - 1) * Math.min(side, largest)
  const row = Array.from({ length: d }, cell)
  const query = row.map((value) => value + (2 * random() - 1) * offset)
  return { row, query, frame: [row.map(() => -side), row.map(() => side)] }
}

/** The same with one coordinate of one of the two points moved by a few of its last bits, or anew. */
function mutated(attack: Attack, random: Random): Attack {
  const copy = { ...attack, row: [...attack.row], query: [...attack.query] }
  const point = random() < 0.5 ? copy.row : copy.query
  const f = Math.floor(random() * point.length)
  const bits = pick(random, [2 ** -20, 2 ** -23, 2 ** -25, 2 ** -30])
  point[f] += (2 * random() - 1) * bits * attack.frame[1][f]
  return copy
}

describe.each(['euclidean', 'manhattan'] as const)('the float32 bound, %s', (metric) => {
  test('holds wherever a search for counterexamples climbs, and is not so wide that it says nothing', () => {
    const random = seeded(metric.length)
    const most: number[] = []
    for (let hunt = 0; hunt < HUNTS; hunt++) {
      let best = randomAttack(random, METRICS[metric].largestMagnitude(60))
      let height = used(best, metric)
      for (let step = 0; step < STEPS; step++) {
        const next = mutated(best, random)
        const reached = used(next, metric)
        if (reached <= height) continue
        best = next
        height = reached
      }
      most.push(height)
    }
    // A bound a third as wide would have been broken.
    expect(Math.max(...most)).toBeGreaterThan(1 / 3)
  })
})
