/** Everything between two numbers, ends included. */
export interface Range {
  readonly low: number
  readonly high: number
}

export function range(low: number, high: number): Range {
  return { low, high }
}

export function exactly(value: number): Range {
  return { low: value, high: value }
}

/** Of values that lie anywhere in their ranges, independently. */
export function sumRange(ranges: readonly Range[]): Range {
  return range(
    ranges.reduce((sum, { low }) => sum + low, 0),
    ranges.reduce((sum, { high }) => sum + high, 0),
  )
}

export function scaleRange({ low, high }: Range, by: number): Range {
  return by < 0 ? range(by * high, by * low) : range(by * low, by * high)
}

export function differenceRange(a: Range, b: Range): Range {
  return range(a.low - b.high, a.high - b.low)
}

/** a / b for b above 0; unbounded where b reaches 0. */
export function quotientRange(a: Range, b: Range): Range {
  const ends = [a.low / b.low, a.low / b.high, a.high / b.low, a.high / b.high]
  if (b.low <= 0 || ends.some(Number.isNaN)) return range(-Infinity, Infinity)
  return range(Math.min(...ends), Math.max(...ends))
}

/** The image under a function that never falls, or never rises. */
export function mapRange({ low, high }: Range, monotone: (value: number) => number): Range {
  const ends = [monotone(low), monotone(high)]
  return range(Math.min(...ends), Math.max(...ends))
}

/** |x| for x in a range. */
export function magnitudeRange({ low, high }: Range): Range {
  const ends = [Math.abs(low), Math.abs(high)]
  return range(low <= 0 && high >= 0 ? 0 : Math.min(...ends), Math.max(...ends))
}

export function hull(ranges: readonly Range[]): Range {
  return range(Math.min(...ranges.map(({ low }) => low)), Math.max(...ranges.map(({ high }) => high)))
}

/** Far above the rounding of float64, far below any printed digit. */
const SLACK = 1e-9

/** Whether two ranges have a number in common; what float64 rounds off counts for the published side. */
export function meets(a: Range, b: Range): boolean {
  const slack = SLACK * Math.max(...[a.low, a.high, b.low, b.high].map(Math.abs).filter(Number.isFinite), 0)
  return a.low <= b.high + slack && b.low <= a.high + slack
}
