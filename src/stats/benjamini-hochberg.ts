import { requireFamily } from './require-family.ts'

/**
 * p values adjusted for the false discovery rate, in the order given: with p₍₁₎ ≤ p₍₂₎ ≤ …,
 * p̃₍ᵢ₎ = min over j ≥ i of min(1, m·p₍ⱼ₎ / j) (Benjamini & Hochberg 1995, J. Roy. Statist. Soc. B 57:289–300).
 * Rejecting p̃ ≤ α keeps the expected share of false ones among the rejected at or below α, for independent or
 * positively dependent tests. No decision of a report rests on it: the chance of any false one is not bounded.
 *
 * @param family_size m as it was planned; tests that ended without a p still count, as if theirs were 1
 * Throws RangeError for a p outside 0 … 1 and a family smaller than the list.
 */
export function benjaminiHochberg(p_values: readonly number[], family_size = p_values.length): number[] {
  requireFamily(p_values, family_size)
  const order = p_values.map((_, index) => index).sort((a, b) => p_values[b] - p_values[a])
  const adjusted = new Array<number>(p_values.length)
  let ceiling = 1
  for (const [place, index] of order.entries()) {
    ceiling = Math.min(ceiling, p_values[index] * (family_size / (order.length - place))) // never rounds below p
    adjusted[index] = ceiling
  }
  return adjusted
}
