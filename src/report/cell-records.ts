import { Descriptions } from '../ledger/descriptions.ts'
import { isKeyOf } from '../ledger/planned-block.ts'
import type { LedgerRecord, RecordOf } from '../ledger/record.ts'
import { type ArmIdentity, armKey } from './arm-identity.ts'
import { type Configuration, configurationKey } from './configuration-key.ts'

type Plan = RecordOf<'plan'>
type Verification = RecordOf<'verification'>
type Failure = RecordOf<'failure'>
type CellIdentity = Pick<ArmIdentity, 'case_id' | 'engine'>

/** Grades and failures of the cells of a plan. */
export interface CellRecords {
  verification(arm: CellIdentity, configuration: Configuration): Verification | undefined
  /** What ended a cell, or (configuration null) a whole arm. */
  failure(arm: CellIdentity, configuration: Configuration | null): Failure | undefined
}

/**
 * The latest grade and failure of each cell under the plan's key, and before them whatever was found wrong with the
 * same engine on the same data: other rows, other rounds and later right answers do not make it less wrong.
 */
export function cellRecords(
  records: readonly LedgerRecord[],
  plan: Plan,
  described: Descriptions,
): CellRecords {
  const grades = new Map<string, Verification>()
  const failures = new Map<string, Failure>()
  const isCurrent = currentContent(plan)
  for (const record of records) {
    if (record.type !== 'verification' && record.type !== 'failure') continue
    if (!isCurrent(record)) continue
    const key = cellKey(record, record.configuration)
    if (record.type === 'verification') grades.set(key, record)
    else failures.set(key, record)
  }
  const wrong = lastingWrongs(records, described)
  return {
    verification(arm, configuration) {
      const key = cellKey(arm, configuration)
      const grade = grades.get(key)
      return grade?.grade === 'wrong' ? grade : (wrong.grades.get(key) ?? grade)
    },
    failure(arm, configuration) {
      const key = cellKey(arm, configuration)
      return wrong.changed.get(key) ?? failures.get(key)
    },
  }
}

/** The null arm is its engine once more: what holds for one holds for the other. */
function cellKey({ case_id, engine }: CellIdentity, configuration: Configuration | null): string {
  return JSON.stringify([case_id, engine, configuration === null ? null : configurationKey(configuration)])
}

/**
 * Whether a record is about the content now planned: after an engine changed its version, right grades and failures
 * of the old one say nothing, nor that an arm was over budget which this plan lets run. The null arm has its
 * engine's key; arms outside the plan have none.
 */
function currentContent({ arms }: Plan) {
  const planned = new Map(arms.map((arm) => [armKey(arm), arm]))
  return (record: Verification | Failure): boolean => {
    const arm = planned.get(armKey({ ...record, arm: 'main' }))
    const isLifted = record.type === 'failure' && record.kind === 'over-budget' && arm?.decision === 'run'
    return !isLifted && (arm === undefined || isKeyOf(arm, record.key))
  }
}

/** Wrong grades, and answers that changed between rounds, of engines and data that are still what they were. */
function lastingWrongs(records: readonly LedgerRecord[], described: Descriptions) {
  const soFar = new Descriptions()
  const grades = new Map<string, Verification>()
  const changed = new Map<string, Failure>()
  const isSame = (record: Verification | Failure): boolean => {
    const content = soFar.contentOf(record)
    return content !== undefined && content === described.contentOf(record)
  }
  for (const record of records) {
    soFar.add(record)
    if (record.type === 'verification' && record.grade === 'wrong' && isSame(record)) {
      grades.set(cellKey(record, record.configuration), record)
    } else if (record.type === 'failure' && record.kind === 'changed-answers' && isSame(record)) {
      changed.set(cellKey(record, record.configuration), record)
    }
  }
  return { grades, changed }
}
