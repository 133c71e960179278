/** Both ends excluded. Below it, one less the level of a single interval could not be told from 1 in a float64. */
export const ALPHA = { above: 1e-6, below: 1 } as const
/** Both ends excluded. */
export const EQUIVALENCE = { above: 0, below: 100 } as const
/** The most comparisons that are corrected together. */
export const MAX_FAMILY = 1e6
