import type { Matrix } from '../../src/data/matrix.ts'
import type { Adapter, FittedModel, PredictOptions } from '../../src/engine/adapter.ts'
import { runDriver } from '../../src/engine/driver.ts'
import { type EngineEvent, type EventOf, eventSchema, type Job } from '../../src/engine/protocol.ts'
import { withPulse } from '../../src/engine/pulse.ts'

export interface ToyAdapter extends Adapter<Matrix> {
  /** What the driver called, in order: `fit euclidean k=3`, `predict k=3 rows=3`, … */
  readonly calls: string[]
}

type Answer = (X: Matrix, options: PredictOptions) => ArrayLike<number>

/** An engine without a library: labels are k modulo 3 unless `answer` says otherwise. */
export function toyAdapter(answer: Answer = labelsByK): ToyAdapter {
  const calls: string[] = []
  return {
    calls,
    library: 'toy',
    version: '1.2.3',
    dtype: 'float64',
    form: 'difference',
    metrics: ['euclidean', 'manhattan'],
    weights: ['uniform'],
    convert: (X) => X,
    fit(_X, _y, { metric, n_neighbors }): FittedModel<Matrix> {
      calls.push(`fit ${metric} k=${n_neighbors}`)
      return {
        predict(X, options) {
          calls.push(`predict k=${options.n_neighbors} rows=${X.rows}`)
          return answer(X, options)
        },
        neighbors(X, k) {
          calls.push(`neighbors k=${k}`)
          return {
            indices: new Int32Array(X.rows * k).fill(7),
            distances: new Float64Array(X.rows * k).fill(0.5),
          }
        },
        predictProba(X) {
          calls.push('predictProba')
          return new Float64Array(X.rows * 3).fill(1 / 3)
        },
      }
    },
  }
}

/** (m,) labels, all of them k modulo 3. */
export function labelsByK({ rows }: Matrix, { n_neighbors }: PredictOptions): Int32Array {
  return new Int32Array(rows).fill(n_neighbors % 3)
}

/** Runs a job in this process; every event is checked against the protocol. Says that it is alive only where told how often. */
export function drive(
  adapter: Adapter<Matrix>,
  job: Job,
  pulse_ms = Number.POSITIVE_INFINITY,
): EngineEvent[] {
  const events: EngineEvent[] = []
  runDriver(
    adapter,
    job,
    withPulse((event) => events.push(eventSchema.parse(event)), pulse_ms),
  )
  return events
}

export function ofKind<E extends EngineEvent['event']>(
  events: readonly EngineEvent[],
  kind: E,
): EventOf<E>[] {
  return events.filter((event): event is EventOf<E> => event.event === kind)
}
