/** Ends of an interval, in any unit. */
interface Ends {
  readonly low: number
  readonly high: number
}

/** Whether two intervals share a point. */
export function doOverlap(a: Ends, b: Ends): boolean {
  return a.low <= b.high && b.low <= a.high
}
