import { createHash } from 'node:crypto'
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { writeWhole } from '../data/temporary.ts'
import type { EngineAnswers, GradedRows, Targets } from '../verify/grade.ts'
import { buildOracle, type OracleRows } from '../verify/oracle.ts'
import { decodeOracle, encodeOracle } from '../verify/oracle-encoding.ts'

/** The oracle of this data, metric and largest k, from the cache or computed and kept there. */
export function cachedOracle(
  graded: GradedRows,
  engines: readonly EngineAnswers<Targets>[],
  cacheRoot: string,
): OracleRows {
  const n_neighbors = largestK(graded, engines)
  const folder = join(cacheRoot, 'oracles')
  const key = oracleKey(graded, n_neighbors)
  const file = join(folder, `${key}.bin`)
  const known = readOracle(file, key)
  if (known !== undefined) return known
  const oracle = buildOracle(graded, { n_neighbors })
  const bytes = encodeOracle(oracle)
  writeWhole(file, (temporary) => {
    writeFileSync(temporary, bytes)
    appendFileSync(temporary, sealOf(bytes, key))
  })
  return oracle
}

function largestK({ X_train }: GradedRows, engines: readonly EngineAnswers<Targets>[]): number {
  const asked = engines.flatMap(({ cells }) => cells.map(({ n_neighbors }) => n_neighbors))
  return Math.min(X_train.rows, Math.max(1, ...asked))
}

function oracleKey({ X_train, X_score, metric }: GradedRows, n_neighbors: number): string {
  const hash = createHash('sha256').update(JSON.stringify([metric, n_neighbors]))
  for (const { rows, columns, values } of [X_train, X_score]) {
    hash.update(JSON.stringify([rows, columns]))
    hash.update(new Uint8Array(values.buffer, values.byteOffset, values.byteLength))
  }
  return hash.digest('hex')
}

const SEAL_BYTES = 32

/** Undefined where there is none, or where a bit of it is another: all grades hang on it. */
function readOracle(file: string, key: string): OracleRows | undefined {
  let sealed: Buffer
  try {
    sealed = readFileSync(file)
  } catch {
    return undefined // not there yet
  }
  const bytes = sealed.subarray(0, -SEAL_BYTES)
  return sealOf(bytes, key).equals(sealed.subarray(-SEAL_BYTES)) ? decodeOracle(bytes) : undefined
}

/** Over the key too, so that no oracle is taken for that of other data. */
function sealOf(bytes: Uint8Array, key: string): Buffer {
  return createHash('sha256').update(key).update(bytes).digest()
}
