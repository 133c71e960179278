import { estimateAnswers_ns, estimateBlock_ns, type ProbeTimes } from '../plan/estimate.ts'
import { balancedSubsets, expandGrid } from '../plan/grid.ts'
import { type ShardedStudy, shareOf } from '../plan/shards.ts'
import { isTimedCase, type StudyCase } from '../runner/study-case.ts'
import type { PlannedStudy } from './plan-text.ts'
import type { SlurmLimits } from './slurm-scripts.ts'

/**
 * A slow exact search, since nothing has been probed when a job is sent: every pair of rows, feature by feature. What
 * takes longer is cut off at the limit, sent again, and goes on.
 */
const STARTUP_NS = 2e9
const FEATURE_NS = 1
const FIT_FEATURE_NS = 50
const SAFETY = 2
const LEAST_S = 600
/** What an engine and its host hold beside the data, and how many times the data. */
const LEAST_BYTES = 2 * 2 ** 30
const COPIES = 8

/** Time and memory that the largest shard of a study asks for. */
export function slurmLimits(
  { study, ready }: PlannedStudy,
  cases: readonly StudyCase[],
  { sharded, shards }: { readonly sharded: ShardedStudy; readonly shards: number },
): SlurmLimits {
  const configurations = expandGrid(study.grid)
  const S = balancedSubsets(configurations, study.protocol.configurations_per_round).length
  const costs = cases.map((one) => {
    const size = {
      rows_timed: one.timed.positions.length,
      rows_scored: one.score.positions.length,
      configurations,
      exact: true,
      neighbors: true,
      probabilities: true,
      fit_depends_on: [],
    }
    const probe = slowProbe(one)
    const arms = ready.length + (isTimedCase(one) ? 1 : 0) // and the null arm
    return {
      case_id: one.prepared.case_id,
      round_ns: isTimedCase(one) ? arms * estimateBlock_ns(probe, size, study.protocol, S) : 0,
      answers_ns: ready.length * estimateAnswers_ns(probe, size),
    }
  })
  const shardTimes_ns = Array.from({ length: shards }, (_, at) => {
    const share = shareOf(sharded, { number: at + 1, of: shards })
    return costs
      .filter(({ case_id }) => share.answers(case_id))
      .reduce(
        (sum, { case_id, round_ns, answers_ns }) => sum + answers_ns + share.rounds(case_id) * round_ns,
        0,
      )
  })
  const data_bytes = Math.max(
    ...cases.map(({ prepared: one }) => 8 * one.n_features * (one.n_train + one.n_test)),
  )
  return {
    time_s: Math.max(LEAST_S, Math.ceil((SAFETY * Math.max(...shardTimes_ns)) / 60e9) * 60),
    memory_bytes: LEAST_BYTES + COPIES * data_bytes,
  }
}

function slowProbe({ prepared: { n_train, n_features } }: StudyCase): ProbeTimes {
  const values = n_train * n_features
  return { startup_ns: STARTUP_NS, fit_ns: values * FIT_FEATURE_NS, predict_row_ns: values * FEATURE_NS }
}
