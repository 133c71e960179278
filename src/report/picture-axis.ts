import type { JsonObject } from './picture.ts'
import type { Scale } from './render/format-number.ts'

/** A quantitative axis: scale and marks of a channel. */
export interface Axis {
  readonly scale: JsonObject
  readonly axis: JsonObject
}

/** Room beyond the outermost values, as a factor. */
const ROOM = 1.12
/** Below it, more than powers of ten is marked. */
const FEW_DECADES = 3.2

/** A logarithmic axis over all `values` that it can hold, those above 0, in whose labels `unit` is 1. */
export function logAxis(values: readonly number[], title: string, unit: Scale): Axis {
  const shown = values.filter(isOnLogScale)
  const low = shown.reduce((a, b) => Math.min(a, b), shown[0] ?? unit.size) / unit.size / ROOM
  const high = (shown.reduce((a, b) => Math.max(a, b), shown[0] ?? unit.size) / unit.size) * ROOM
  const axis = { title, values: logTicks(low, high), format: ',~g', grid: true, labelOverlap: 'greedy' }
  return { scale: { type: 'log', domain: [low, high], nice: false }, axis }
}

/** A hundred decades are more than any picture can show; beyond them no computation keeps its digits. */
const LIMIT = 1e100

/** Whether a value has a place on a logarithmic axis. */
export function isOnLogScale(value: number | undefined): value is number {
  return value !== undefined && value > 1 / LIMIT && value < LIMIT
}

/** What is marked in each decade, from sparse to dense. */
const FACTORS = [[1], [1, 2, 5], multiples(1), multiples(0.5), multiples(0.1)]

/** From 1 up to 10 in steps. */
function multiples(step: number): number[] {
  return Array.from({ length: Math.round(9 / step) }, (_, i) => 1 + i * step)
}

/** Round values between two limits, as sparse as leaves two of them; none where the limits are too close. */
export function logTicks(low: number, high: number): number[] {
  const dense = Math.log10(high / low) < FEW_DECADES ? FACTORS.slice(1) : FACTORS
  return dense.map((factors) => ticksInside(factors, low, high)).find(({ length }) => length >= 2) ?? []
}

function ticksInside(factors: readonly number[], low: number, high: number): number[] {
  const first = Math.floor(Math.log10(low))
  const decades = Array.from({ length: Math.ceil(Math.log10(high)) - first + 1 }, (_, i) => first + i)
  return decades
    .flatMap((decade) => factors.map((factor) => Number(`${factor.toPrecision(2)}e${decade}`)))
    .filter((tick) => tick >= low && tick <= high)
}
