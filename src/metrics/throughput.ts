import { definedScore, type Score, undefinedScore } from './score.ts'

/** The duration of one prediction call and the rows it answered. */
export interface TimedPrediction {
  readonly predict_ns: number
  readonly rows: number
}

const NS_PER_S = 1e9

/** Rows answered per second; undefined where the time or the number of rows is not above 0. */
export function throughput(timed: TimedPrediction): Score {
  return perPositive(timed, ({ predict_ns, rows }) => rows / (predict_ns / NS_PER_S))
}

/** Mean nanoseconds per row of a batch call, which is not the latency of a one-row call; undefined as above. */
export function nsPerRow(timed: TimedPrediction): Score {
  return perPositive(timed, ({ predict_ns, rows }) => predict_ns / rows)
}

function perPositive(timed: TimedPrediction, compute: (timed: TimedPrediction) => number): Score {
  for (const field of ['predict_ns', 'rows'] as const)
    if (!(timed[field] > 0 && Number.isFinite(timed[field])))
      return undefinedScore({ code: 'not-positive', field })
  return definedScore(compute(timed))
}
