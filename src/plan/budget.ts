/** An arm (engine × case, the null arm apart) with what the probe says it would cost. */
export interface Estimated {
  readonly estimate_ns: number
  /** Baseline and null arm: never dropped, since nothing can be compared without them. */
  readonly keep: 'always' | 'if-affordable'
}

export type Decision = 'run' | 'over-budget'

/** Arms above `max_arm` go first; then, while the sum exceeds `budget`, the dearest. Order as given. */
export function decideBudget(
  arms: readonly Estimated[],
  limits: { readonly max_arm_ns?: number; readonly budget_ns?: number },
): Decision[] {
  const { max_arm_ns = Number.POSITIVE_INFINITY, budget_ns = Number.POSITIVE_INFINITY } = limits
  const decisions: Decision[] = arms.map((arm) =>
    arm.keep === 'if-affordable' && arm.estimate_ns > max_arm_ns ? 'over-budget' : 'run',
  )
  for (;;) {
    const running = arms
      .map((arm, index) => ({ ...arm, index }))
      .filter(({ index }) => decisions[index] === 'run')
    const total_ns = running.reduce((sum, arm) => sum + arm.estimate_ns, 0)
    const dearest = running
      .filter(({ keep }) => keep === 'if-affordable')
      .sort((a, b) => b.estimate_ns - a.estimate_ns)[0]
    if (total_ns <= budget_ns || dearest === undefined) return decisions
    decisions[dearest.index] = 'over-budget'
  }
}
