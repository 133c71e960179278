import type { JsonObject } from './picture.ts'
import type { Scale } from './render/format-number.ts'

/** A quantitative axis: scale and marks of a channel. */
export interface Axis {
  readonly scale: JsonObject
  readonly axis: JsonObject
}

/** Room beyond the outermost values, as a factor. */
const ROOM = 1.12
/** Below it, values of 1, 2 and 5 are marked and not only powers of ten. */
const FEW_DECADES = 3.2

/** A logarithmic axis over all `values`, which are above 0, in whose labels `unit` is 1. */
export function logAxis(values: readonly number[], title: string, unit: Scale): Axis {
  const low = values.reduce((a, b) => Math.min(a, b)) / unit.size / ROOM
  const high = (values.reduce((a, b) => Math.max(a, b)) / unit.size) * ROOM
  const axis = { title, values: logTicks(low, high), format: ',~g', grid: true, labelOverlap: 'greedy' }
  return { scale: { type: 'log', domain: [low, high], nice: false }, axis }
}

/** Round values between two limits: powers of ten, and their 2- and 5-fold where there are few. */
export function logTicks(low: number, high: number): number[] {
  const factors = Math.log10(high / low) < FEW_DECADES ? [1, 2, 5] : [1]
  const first = Math.floor(Math.log10(low))
  const decades = Array.from({ length: Math.ceil(Math.log10(high)) - first + 1 }, (_, i) => first + i)
  const ticks = decades.flatMap((decade) => factors.map((factor) => Number(`${factor}e${decade}`)))
  const inside = ticks.filter((tick) => tick >= low && tick <= high)
  return inside.length >= 2 ? inside : [low, high].map((limit) => Number(limit.toPrecision(2)))
}
