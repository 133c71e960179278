/** Why a statistic has no value. */
export type UndefinedReason =
  /** Fewer values than the statistic needs (an inference: less than one degree of freedom). */
  | 'too-few-values'
  /** All values are equal, but for rounding: nothing is known about their spread. */
  | 'zero-variance'
  /** A value, or a result, is NaN or infinite. */
  | 'not-finite'
  /** A value that a logarithm or a ratio needs above 0 is not. */
  | 'not-positive'
  /** The subsets were not measured equally often. */
  | 'unequal-passes'

/** A value that holds no NaN and no infinity, or the reason why there is none. */
export type Statistic<T, Reason = UndefinedReason> =
  | { readonly defined: true; readonly value: T }
  | { readonly defined: false; readonly reason: Reason }

export function undefinedBecause<Reason extends string>(reason: Reason): Statistic<never, Reason> {
  return { defined: false, reason }
}

/** `value` as a statistic; `not-finite` where it, or one of its own fields, is NaN or infinite. */
export function finite<T extends number | object>(value: T): Statistic<T> {
  const parts: unknown[] = typeof value === 'number' ? [value] : Object.values(value)
  const ok = parts.every((part) => typeof part !== 'number' || Number.isFinite(part))
  return ok ? { defined: true, value } : undefinedBecause('not-finite')
}

/** The next statistic, computed from the value of the one before where that has one. */
export function chain<T, U, Reason>(
  statistic: Statistic<T, Reason>,
  next: (value: T) => Statistic<U, Reason>,
): Statistic<U, Reason> {
  return statistic.defined ? next(statistic.value) : statistic
}

/** Why these values cannot be used, if they cannot: fewer than `least` of them, or one not finite. */
export function findFault(values: readonly number[], least: number): UndefinedReason | undefined {
  if (values.length < least) return 'too-few-values'
  return values.every(Number.isFinite) ? undefined : 'not-finite'
}
