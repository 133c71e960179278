/** A share of 0 … 1 as the number before `%` in a sentence: `5`, `3.33`. */
export function percent(share: number, digits = 3): string {
  return String(Number((100 * share).toPrecision(digits)))
}
