import { holm } from '../stats/holm.ts'
import { kendallTrend, leastTrendP, type TrendTest } from '../stats/kendall-trend.ts'
import type { Statistic } from '../stats/statistic.ts'
import { countOf } from './answers-summary.ts'
import type { ArmResults } from './arm-results.ts'
import { armRounds } from './arm-rounds.ts'
import type { CaseResults, Results } from './results.ts'

/** Whether the values of an arm rise or fall over the rounds. */
export interface Drift {
  readonly one: CaseResults
  readonly arm: ArmResults
  readonly test: Statistic<TrendTest>
  /** The smallest p that so many rounds can reach; above α the test says nothing. */
  readonly least_p: number
  /** `10 rounds over 5 subsets of configurations`. */
  readonly rounds: string
  /** Holm over all arms of the study whose test can reach α. */
  readonly p_adjusted: number | undefined
}

/** Of every arm that has rounds; the rounds of a subset of configurations are compared among themselves. */
export function drifts(results: Results): Drift[] {
  const { alpha } = results.study.analysis
  const found = results.cases.flatMap((one) =>
    one.arms.flatMap((arm) => {
      const rounds = armRounds(arm, one, results)
      if (rounds.kind === 'none') return []
      const { by_subset, fault } = rounds.ratios
      const test: Statistic<TrendTest> =
        fault === undefined ? kendallTrend(by_subset) : { defined: false, reason: fault }
      const least_p = leastTrendP(by_subset.map(({ length }) => length))
      return [{ one, arm, test, least_p, rounds: roundsWords(by_subset) }]
    }),
  )
  const able = found.filter(({ least_p }) => least_p <= alpha)
  const p_values = able.flatMap(({ test }) => (test.defined ? [test.value.p] : []))
  const adjusted = holm(p_values, able.length).values()
  return found.map((drift) => ({
    ...drift,
    p_adjusted: drift.test.defined && drift.least_p <= alpha ? adjusted.next().value : undefined,
  }))
}

function roundsWords(by_subset: readonly (readonly number[])[]): string {
  const rounds = countOf(by_subset.flat().length, 'round')
  return by_subset.length < 2 ? rounds : `${rounds} over ${by_subset.length} subsets of configurations`
}
