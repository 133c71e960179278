import type { ArmResults } from '../arm-results.ts'
import type { CaseResults } from '../results.ts'

/** The two sides of a claim in one case. */
export interface ClaimCase {
  readonly one: CaseResults
  readonly engine: ArmResults
  readonly baseline: ArmResults
  /** The baseline of the ledger, with which every other engine was timed round by round. */
  readonly timed_against: string
}

/** What one case says of a claim; differences of scores, natural logarithms of ratios, or shares. */
export type CaseValue =
  | {
      readonly value: number
      /** Both sides gave the same answers: nothing is left to chance, and nothing to test. */
      readonly is_same: boolean
      /** N of the null arm, a logarithm; only of times. */
      readonly noise?: number | undefined
      /** Of the rounds, where the case itself has replicates. */
      readonly replicates?: RoundEstimate | undefined
    }
  | { readonly reason: string }

/** A mean with its standard error over rounds. */
export interface RoundEstimate {
  readonly mean: number
  readonly se: number
  readonly df: number
}
