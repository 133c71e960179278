/** Throws RangeError for a p outside 0 … 1, or a family that is smaller than the list or no whole number. */
export function requireFamily(p_values: readonly number[], family_size: number): void {
  const outside = p_values.find((p) => !(p >= 0 && p <= 1))
  if (outside !== undefined) throw new RangeError(`p is ${outside}; it lies between 0 and 1`)
  if (!Number.isInteger(family_size) || family_size < p_values.length)
    throw new RangeError(`${p_values.length} tests do not fit a family of ${family_size}`)
}
