import type { Matrix } from '../data/matrix.ts'
import { type EngineVerification, UNEXPLAINED, verdictOf } from './verify-tables.ts'

/** Larger matrices are told by their shape alone. */
const MOST_VALUES = 100_000

/** Everything that the suite found, as JSON; matrices are lists of rows. */
export function verificationJson(engines: readonly EngineVerification[]): string {
  const told = engines.map((one) => ({
    engine: one.engine,
    library: one.library,
    version: one.version,
    verdict: verdictOf(one),
    checks: one.checks,
    wrong: one.wrong.map(({ smallest, explanation, ...way }) => ({
      explanation: explanation ?? null,
      words: explanation ?? UNEXPLAINED[way.kind],
      ...way,
      smallest: smallest === undefined ? null : smallestJson(smallest),
    })),
  }))
  return `${JSON.stringify(told, null, 2)}\n`
}

function smallestJson({
  configuration,
  data,
  test_row,
  sentence,
}: NonNullable<EngineVerification['wrong'][number]['smallest']>) {
  return {
    configuration,
    test_row,
    sentence,
    n_train: data.X_train.rows,
    n_test: data.X_score.rows,
    n_features: data.X_train.columns,
    X_train: rowsOf(data.X_train),
    y_train: [...data.y_train],
    X_test: rowsOf(data.X_score),
    before: data.before === undefined ? null : rowsOf(data.before),
  }
}

function rowsOf({ rows, columns, values }: Matrix): number[][] | null {
  if (values.length > MOST_VALUES) return null
  return Array.from({ length: rows }, (_, row) => [...values.subarray(row * columns, (row + 1) * columns)])
}
