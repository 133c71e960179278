import { createHash } from 'node:crypto'
import type { LedgerRecord } from '../../src/ledger/record.ts'
import { buildLedger, type CaseSpec, type EngineSpec, type FixtureLedger } from './fixture-ledger.ts'

export interface LedgerSize {
  readonly datasets: number
  readonly passes: number
}

const ENGINES = 8
const SUBSETS = 5

/** A ledger of a study like the published one, 8 engines and 40 configurations in 5 subsets, of this size. */
export function largeLedger({ datasets, passes }: LedgerSize): FixtureLedger {
  const { records, readAnswer } = buildLedger({
    seed: 20_243,
    mode: 'batch',
    cases: Array.from({ length: datasets }, (_, at) => datasetOf(at)),
    engines: Array.from({ length: ENGINES }, (_, at) => engineOf(at)),
    S: SUBSETS,
    P: passes,
    grid: {
      n_neighbors: [1, 3, 5, 7, 9, 11, 15, 21, 31, 51],
      metric: ['euclidean', 'manhattan'],
      weights: ['uniform', 'distance'],
    },
  })
  return { records: records.map(asMeasured), readAnswer }
}

function datasetOf(at: number): CaseSpec {
  const classes = Array.from({ length: 2 + (at % 4) }, (_, code) => String(code))
  const n_test = 200 * (at + 1)
  return {
    dataset: `dataset-${at + 1}`,
    classes,
    positive: classes[1],
    n_train: 4 * n_test,
    n_test,
    n_features: 10 + at,
    rows_timed: Math.min(256, n_test),
    accuracy: 0.95 - 0.01 * at,
    noise: 0.01,
    warnings: [],
  }
}

/** One in four returns labels alone, one in four has no manhattan metric, one in four breaks ties in its own way. */
function engineOf(at: number): EngineSpec {
  return {
    engine: `engine-${at + 1}`,
    library: `library-${at + 1}`,
    version: '1.0.0',
    speed: () => 0.3 * at,
    growth_bytes: 1e6 * (at + 1),
    ...(at % 4 === 1 ? { returns: 'labels' as const, grade: () => 'labels-agree' as const } : {}),
    ...(at % 4 === 2
      ? { failure: (_, { metric }) => (metric === 'manhattan' ? UNSUPPORTED : undefined) }
      : {}),
    ...(at % 4 === 3 ? { grade: () => 'tie-equivalent' as const } : {}),
  }
}

const UNSUPPORTED = {
  kind: 'unsupported',
  stage: 'plan',
  message: 'metric=manhattan is not offered',
} as const

/** A record as long as one of a run: hashes of labels, a series of the CPU. */
function asMeasured(record: LedgerRecord): LedgerRecord {
  if (record.type === 'measurement' && record.value.event === 'sample') {
    const labels_sha256 = createHash('sha256')
      .update(JSON.stringify(record.value.configuration))
      .digest('hex')
    return { ...record, value: { ...record.value, labels_sha256 } }
  }
  if (record.type !== 'block-end') return record
  const cpu_series = [250, 500, 750, 1000].map((at_ms) => ({ at_ms, cpu_percent: 99.5, memory_bytes: 5e7 }))
  return { ...record, cpu_series }
}
