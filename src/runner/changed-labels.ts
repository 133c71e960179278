import { createHash } from 'node:crypto'
import type { Configuration } from '../config/study.ts'
import { configurationKey } from '../plan/grid.ts'
import type { Arm } from './arm.ts'
import type { Effects } from './effects.ts'
import type { LedgerState } from './ledger-state.ts'
import type { ArmOutcome } from './run-engine.ts'

/** Configurations whose labels in a finished block differ from an earlier round's, or else from the graded ones. */
export function changedConfigurations(
  arm: Arm,
  outcome: ArmOutcome,
  state: LedgerState,
  { readTargets }: Pick<Effects, 'readTargets'>,
): Configuration[] {
  if (outcome.kind !== 'done') return []
  const changed = new Map<string, Configuration>()
  for (const event of outcome.events) {
    if (event.event !== 'sample' || event.labels_sha256 === undefined) continue
    const { configuration } = event
    const expected =
      state.labelsOf(arm, configuration) ?? gradedLabels(arm, configuration, state, readTargets)
    if (expected !== undefined && expected !== event.labels_sha256) {
      changed.set(configurationKey(configuration), configuration)
    }
  }
  return [...changed.values()]
}

/**
 * The hash that the timed rows' labels must have, from the graded ones. Undefined where the timed rows
 * were not all graded, and where a batch of another size may round otherwise: a tie, where rows are ambiguous, or
 * the last bits of a regression by matrix products or in float32.
 */
function gradedLabels(
  arm: Arm,
  configuration: Configuration,
  state: LedgerState,
  readTargets: Effects['readTargets'],
): string | undefined {
  const verification = state.verification(arm, configuration)
  if (verification === undefined || verification.rows_ambiguous > 0) return undefined
  const { timed } = arm.studyCase
  const graded = readTargets(verification.score_rows)
  const place = new Map([...graded].map((position, index) => [position, index]))
  const labels = readTargets(verification.labels)
  if (labels instanceof Float64Array && timed.positions.length < graded.length && !isRowByRow(arm))
    return undefined
  const picked = labels.slice(0, timed.positions.length)
  for (const [index, position] of timed.positions.entries()) {
    const found = place.get(position)
    if (found === undefined) return undefined
    picked[index] = labels[found]
  }
  return createHash('sha256').update(new Uint8Array(picked.buffer)).digest('hex')
}

/** Whether the declared arithmetic gives a row the same bits in every batch. */
function isRowByRow({ engine }: Arm): boolean {
  const { dtype, form } = engine.manifest.capabilities
  return dtype === 'float64' && form === 'difference'
}
