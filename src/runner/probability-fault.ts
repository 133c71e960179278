/** Far more than rounding makes of a sum of shares in float32, far less than a share of one neighbor. */
const TOLERANCE = 1e-5

/** Why these cannot be the probabilities of rows (n_samples, n_classes), or undefined. */
export function probabilityFault(probabilities: Float64Array, n_classes: number): string | undefined {
  for (let row = 0; row * n_classes < probabilities.length; row++) {
    const shares = probabilities.subarray(row * n_classes, (row + 1) * n_classes)
    const bad = shares.findIndex((share) => !(share >= -TOLERANCE && share <= 1 + TOLERANCE))
    if (bad >= 0) return `the probability of class ${bad} is ${shares[bad]} in answer row ${row}`
    const sum = shares.reduce((total, share) => total + share, 0)
    if (Math.abs(sum - 1) > TOLERANCE) return `the probabilities of answer row ${row} sum to ${sum}, not 1`
  }
  return undefined
}
