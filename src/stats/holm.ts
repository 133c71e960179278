import { requireFamily } from './require-family.ts'

/**
 * p values adjusted for a family of m tests, in the order given: with p₍₁₎ ≤ p₍₂₎ ≤ …,
 * p̃₍ᵢ₎ = max over j ≤ i of min(1, (m − j + 1)·p₍ⱼ₎) (Holm 1979, Scand. J. Statist. 6:65–70; adjusted p: Wright 1992,
 * Biometrics 48:1005–1013). Rejecting p̃ ≤ α keeps the chance of any false rejection at or below α under any
 * dependence.
 *
 * @param family_size m as it was planned; tests that ended without a p still count, as if theirs were 1
 * Throws RangeError for a p outside 0 … 1 and a family smaller than the list.
 */
export function holm(p_values: readonly number[], family_size = p_values.length): number[] {
  requireFamily(p_values, family_size)
  const order = p_values.map((_, index) => index).sort((a, b) => p_values[a] - p_values[b])
  const adjusted = new Array<number>(p_values.length)
  let floor = 0
  for (const [rank, index] of order.entries()) {
    floor = Math.max(floor, Math.min(1, (family_size - rank) * p_values[index]))
    adjusted[index] = floor
  }
  return adjusted
}
