/** Indexes of two treatments, first < second. */
export interface TreatmentPair {
  readonly first: number
  readonly second: number
}

/** The k(k − 1)/2 pairs of k treatments: 0 and 1, 0 and 2, … */
export function treatmentPairs(treatments: number): TreatmentPair[] {
  const indexes = Array.from({ length: treatments }, (_, index) => index)
  return indexes.flatMap((first) => indexes.slice(first + 1).map((second) => ({ first, second })))
}
