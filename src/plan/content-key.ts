import { createHash } from 'node:crypto'
import { canonicalJson } from '../config/canonical-json.ts'
import type { EngineEntry, Protocol } from '../config/study.ts'

/** Everything that changes what an arm measures or answers; rounds, budgets and timeouts do not (design §10). */
export interface ArmContent {
  readonly tool_version: string
  readonly protocol_version: number
  readonly case_key: string
  readonly task: string
  /** The manifest's name; what a study calls the engine in its tables changes nothing. */
  readonly engine: string
  readonly params: EngineEntry['params']
  readonly library: string
  readonly version: string
  /** Hash of the manifest and, where there is one, of the built program. */
  readonly build: string
  readonly runtime: string
  readonly protocol: Protocol
  readonly threads: number
  readonly environment_id: string
}

/** sha256 that names an arm's content; two blocks with the same key are repetitions of one experiment. */
export function contentKey({ protocol, ...content }: ArmContent): string {
  const { warmup, repeats, min_time_ns, mode, time_proba, rows, score_rows, seed } = protocol
  return sha256({
    ...content,
    protocol: { warmup, repeats, min_time_ns, mode, time_proba, rows, score_rows, seed },
  })
}

/** sha256 over canonical JSON. */
export function sha256(value: unknown): string {
  return createHash('sha256').update(canonicalJson(value)).digest('hex')
}
