import { z } from 'zod'
import { DURATION_PATTERN, MAX_DURATION_HOURS, parseDuration } from './duration.ts'

/**
 * The building blocks of the study schema. Each error text says what is *allowed*, so that a reader of issues
 * can say `<key> is <value>; allowed: <text>`.
 */

/** A mapping with these keys and no others. */
export function mapping<S extends z.ZodRawShape>(shape: S) {
  const keys = Object.keys(shape).join(', ')
  return z.strictObject(shape, {
    error: ({ code }) => (code === 'unrecognized_keys' ? keys : `a mapping with the keys ${keys}`),
  })
}

/** A list of at least one `item`. */
export function list<S extends z.ZodType>(item: S) {
  const error = 'a list with at least one entry'
  return z.array(item, { error }).min(1, { error })
}

/** One of `values`; `rule` says so where their plain list would not read well. */
export function choice<const V extends readonly string[]>(values: V, rule: string = values.join(', ')) {
  return z.enum(values, { error: rule })
}

/** A whole number of a range, ends included. */
export function whole(least: number, most: number = Number.MAX_SAFE_INTEGER, rule?: string) {
  const error = rule ?? `a whole number from ${least}${most === Number.MAX_SAFE_INTEGER ? '' : ` to ${most}`}`
  return z.int({ error }).min(least, { error }).max(most, { error })
}

/** Of a random order, as `random_state` of scikit-learn. */
export const seed = whole(0, 2 ** 32 - 1)

export const flag = z.boolean({ error: 'true, false' })

/** A number between `low` and `high`, both excluded. */
export function between(low: number, high: number) {
  const error = `a number between ${low} and ${high}, both excluded`
  return z.number({ error }).gt(low, { error }).lt(high, { error })
}

/** A whole number from 1, or the word `all`. */
export function wholeOrAll() {
  const error = 'a whole number from 1, or all'
  return z.union([whole(1, Number.MAX_SAFE_INTEGER, error), z.literal('all')], { error })
}

/** One number or a list of them. */
export function oneOrMore<S extends z.ZodType<number>>(number: S, error: string) {
  return z.union([number, list(number)], { error })
}

/** Text such as `200ms`, read as whole nanoseconds; at least `least`. */
export function duration(least: string) {
  const from = parseDuration(least) ?? 0
  const error = `a duration from ${least} to ${MAX_DURATION_HOURS}h such as 200ms, 20s, 5m, 1h`
  return z
    .string({ error })
    .regex(DURATION_PATTERN, { error })
    .transform((written, context) => {
      const duration_ns = parseDuration(written)
      if (duration_ns !== undefined && duration_ns >= from) return duration_ns
      context.addIssue({ code: 'custom', message: error })
      return z.NEVER
    })
}
