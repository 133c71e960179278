import type { Range } from './range.ts'

/** What float64 may lose of count / rows for counts up to ten million. */
const SLACK = 1e-6

/** The least and most whole count whose share of `rows` lies in a range; most < least where none does. */
export function countsWithin({ low, high }: Range, rows: number): { least: number; most: number } {
  return { least: Math.ceil(low * rows - SLACK), most: Math.floor(high * rows + SLACK) }
}
