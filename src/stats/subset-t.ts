import { mean as meanOf } from 'simple-statistics'
import { isConstant, type MeanEstimate, meanEstimate } from './mean-estimate.ts'
import { chain, findFault, finite, type Statistic, undefinedBecause } from './statistic.ts'
import { type TInference, tInference } from './t-inference.ts'

const SPREAD_NOTE = 'includes-spread-between-configurations'

export interface SubsetT extends TInference {
  /** S and P; n = S·P rounds. */
  readonly subsets: number
  readonly passes: number
  readonly note?: typeof SPREAD_NOTE
}

/**
 * The mean log ratio of an arm against the baseline, where round after round times one of S fixed subsets of the
 * configurations and P passes cover each subset once: design §11, the primary analysis of speed.
 *
 *   mean = mean of the S subset means, sd² = Σₛ Σₚ (yₛₚ − ȳₛ)² / (S(P − 1)), se = sd / √(S·P), df = S(P − 1)
 *
 * This is the one-way layout with subsets as fixed groups (Scheffé 1959, The Analysis of Variance, ch. 3): subsets
 * differ by design, so only the spread within them is error. S = 1 is the ordinary paired t over rounds.
 * P = 1 leaves no spread within: the plain t over the S rounds, which counts the differences between subsets as
 * error, with a note. Assumes independent rounds, normal errors, one variance for all subsets.
 * Undefined for less than one degree of freedom, values not finite, unequal passes, no spread.
 *
 * @param rounds_by_subset S lists of the P round values (natural logarithms of ratios) of one subset each
 */
export function subsetT(rounds_by_subset: readonly (readonly number[])[], level: number): Statistic<SubsetT> {
  const subsets = rounds_by_subset.length
  const passes = rounds_by_subset[0]?.length ?? 0
  if (rounds_by_subset.some((rounds) => rounds.length !== passes)) return undefinedBecause('unequal-passes')
  const estimate =
    passes > 1 ? pooledEstimate(rounds_by_subset) : meanEstimate(rounds_by_subset.flat(), LOG_MAGNITUDE)
  const shape: Pick<SubsetT, 'subsets' | 'passes' | 'note'> =
    passes > 1 ? { subsets, passes } : { subsets, passes, note: SPREAD_NOTE }
  return chain(
    chain(estimate, (value) => tInference(value, level)),
    (inference) => finite({ ...inference, ...shape }),
  )
}

/** The relative rounding error of a ratio is an absolute one of its logarithm, however small that is. */
const LOG_MAGNITUDE = 1

function pooledEstimate(rounds_by_subset: readonly (readonly number[])[]): Statistic<MeanEstimate> {
  const values = rounds_by_subset.flat()
  const fault = findFault(values, 2)
  if (fault !== undefined) return undefinedBecause(fault)
  if (rounds_by_subset.every((rounds) => isConstant(rounds, LOG_MAGNITUDE)))
    return undefinedBecause('zero-variance')
  const means = rounds_by_subset.map((rounds) => meanOf([...rounds]))
  const squares = rounds_by_subset.flatMap((rounds, subset) => rounds.map((y) => (y - means[subset]) ** 2))
  const df = values.length - means.length
  const sd = Math.sqrt(squares.reduce((sum, square) => sum + square, 0) / df)
  return finite({ n: values.length, mean: meanOf(means), sd, se: sd / Math.sqrt(values.length), df })
}
