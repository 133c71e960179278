const NANOSECONDS = { ms: 1e6, s: 1e9, m: 60e9, h: 3600e9 } as const

/** A duration as users write it: a decimal number and its unit, `200ms`, `1.5s`, `5m`, `1h`. */
export const DURATION_PATTERN = /^(\d+(?:\.\d+)?)(ms|s|m|h)$/

/** Node fires a timer of more than 2³¹ − 1 ms (596.5 h) at once, so no duration may come near it. */
export const MAX_DURATION_HOURS = 500

/** Whole nanoseconds of a duration such as `200ms`; `undefined` if it is none, or longer than 500 h. */
export function parseDuration(text: string): number | undefined {
  const [, amount, unit] = DURATION_PATTERN.exec(text) ?? []
  if (amount === undefined || !isUnit(unit)) return undefined
  const duration_ns = Math.round(Number(amount) * NANOSECONDS[unit])
  return duration_ns <= MAX_DURATION_HOURS * NANOSECONDS.h ? duration_ns : undefined
}

function isUnit(text: string | undefined): text is keyof typeof NANOSECONDS {
  return text !== undefined && text in NANOSECONDS
}
