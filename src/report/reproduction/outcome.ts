/**
 * What became of something that a ledger says, once its study was run again. Only what a ledger claims can be
 * confirmed: a right answer, or a verdict that is not `inconclusive`.
 */
export const OUTCOMES = ['no claim', 'agrees', 'not confirmed', 'differs', 'wrong'] as const
export type Outcome = (typeof OUTCOMES)[number]

/** The outcome of several together: the latest of `OUTCOMES` that is among them. */
export function worstOutcome(outcomes: readonly Outcome[]): Outcome {
  return OUTCOMES[Math.max(0, ...outcomes.map((one) => OUTCOMES.indexOf(one)))]
}
