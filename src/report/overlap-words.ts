/** Ends of an interval, in any unit. */
interface Ends {
  readonly low: number
  readonly high: number
}

/** Whether two intervals share a point. */
export function doOverlap(a: Ends, b: Ends): boolean {
  return a.low <= b.high && b.low <= a.high
}

/**
 * What the intervals of two arms and that of their paired ratio say. Intervals of single arms may overlap although the
 * paired one excludes 1: pairing takes out what a round does to both.
 */
export function overlapWords(own: Ends, baseline: Ends, ratio: Ends | undefined): string {
  const single = doOverlap(own, baseline) ? 'overlap' : 'apart'
  if (ratio === undefined) return single
  const isClear = ratio.low > 1 || ratio.high < 1
  const says = isClear ? 'ratio excludes 1' : 'ratio includes 1'
  return `${single}, ${(single === 'apart') === isClear ? '' : 'but '}${says}`
}
