import { type Box, differences } from './box.ts'
import { type Printed, printed } from './printed.ts'
import type { Published, PublishedClaim } from './published-schema.ts'
import { mapRange } from './range.ts'

/** The values that a claim is about, in pairs: one of each dataset. */
export interface ClaimPairs {
  readonly n: number
  readonly first: readonly Printed[]
  readonly second: readonly Printed[]
  /** Differences, or logarithms of ratios, from the values as printed. */
  readonly at: readonly number[]
  /** The same from all values that round to the printed ones. */
  readonly box: Box
}

/** The pairs of a claim, or why there are none. */
export function claimPairs(study: Published, claim: PublishedClaim): ClaimPairs | string {
  const [a, b] = claim.ratio ?? study.systems
  const columns = claimColumns(study, claim, [a, b])
  if (typeof columns === 'string') return columns
  const { first, second } = columns
  if (claim.scale === 'difference')
    return {
      n: first.length,
      ...columns,
      at: first.map(({ value }, i) => value - second[i].value),
      box: differences(first, second),
    }
  if (![...first, ...second].every(({ low }) => low > 0)) return 'a value of the table may be 0'
  const log = (box: Box) => box.map((one) => mapRange(one, Math.log))
  return {
    n: first.length,
    ...columns,
    at: first.map(({ value }, i) => Math.log(value / second[i].value)),
    box: differences(log(first), log(second)),
  }
}

function claimColumns(
  { tables }: Published,
  { table }: PublishedClaim,
  [a, b]: readonly [string, string] | readonly string[],
): Pick<ClaimPairs, 'first' | 'second'> | string {
  const values = tables[table]
  if (values === undefined) return `the table ${table} is not printed`
  const absent = [a, b].find((system) => values[system] === undefined)
  if (absent !== undefined) return `the table ${table} has no values of ${absent}`
  const [first, second] = [a, b].map((system) => values[system].map(printed))
  if (first.length < 2) return 'one dataset has no spread'
  if (![...first, ...second].every(isBounded)) return `a value of the table ${table} is only bounded`
  return { first, second }
}

export function isBounded({ low, high }: Printed): boolean {
  return Number.isFinite(low) && Number.isFinite(high)
}
