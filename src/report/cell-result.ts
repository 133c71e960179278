import type { RecordOf } from '../ledger/record.ts'
import type { ArmIdentity } from './arm-identity.ts'
import { type CellTimes, cellTimes } from './cell-times.ts'
import type { Configuration } from './configuration-key.ts'
import type { CountedBlock } from './counted-blocks.ts'
import { describeFailure, formatSeconds } from './failure-words.ts'
import type { LedgerIndex, Verification } from './ledger-index.ts'
import { isRight } from './right-grade.ts'

export const CELL_STATUSES = [
  'measured',
  'answered',
  'unsupported',
  'timeout',
  'crashed',
  'out-of-memory',
  'over-budget',
  'wrong',
  'not-run',
] as const
export type CellStatus = (typeof CELL_STATUSES)[number]

/**
 * What became of one cell. Only `measured` carries times, and only answers graded right get there;
 * every other status carries its reason.
 */
export type CellResult = {
  readonly configuration: Configuration
} & (
  | { readonly status: 'measured'; readonly times: CellTimes; readonly verification: Verification }
  | { readonly status: 'answered'; readonly reason: string; readonly verification: Verification }
  | {
      readonly status: Exclude<CellStatus, 'measured' | 'answered'>
      readonly reason: string
      readonly verification: Verification | undefined
    }
)

/** The status of one cell, worst news first: wrong answers, then what ended it, then what was measured. */
export function cellResult(
  index: LedgerIndex,
  arm: ArmIdentity,
  configuration: Configuration,
  blocks: readonly CountedBlock[],
): CellResult {
  const verification = index.verification(arm, configuration)
  const ended = endOfCell(index, arm, configuration, verification)
  if (ended !== undefined) return { configuration, ...ended, verification }
  const times = cellTimes(blocks, configuration)
  if (verification === undefined) {
    const reason = times === undefined ? 'not run yet' : 'its answers are not graded yet, so no time is shown'
    return { configuration, status: 'not-run', reason, verification }
  }
  if (times !== undefined && isRight(verification.grade))
    return { configuration, status: 'measured', times, verification }
  const undecided = index.engines.get(arm.engine)?.exact === false ? WITHOUT_RECALL : UNDECIDABLE
  const reason = isRight(verification.grade) ? 'answers graded, not timed' : undecided
  return { configuration, status: 'answered', reason, verification }
}

/** Statuses that a reader must hear of; `not-run` is work to come, `answered` was not meant to be timed. */
export function isFailure(status: CellStatus): boolean {
  return status !== 'measured' && status !== 'answered' && status !== 'not-run'
}

/** Why a cell is in no table of times or scores; undefined where it is in one, or is work to come. */
export function cellFailure(
  cell: CellResult,
): { readonly status: string; readonly reason: string } | undefined {
  if (cell.status === 'measured' || cell.status === 'not-run') return undefined
  if (cell.status !== 'answered') return cell
  return cell.verification.grade === 'undecidable'
    ? { status: 'undecidable', reason: cell.reason }
    : undefined
}

/** Whether a cell is answered right, timed or not: graded so, and nothing was found wrong with it in another way. */
export function isRightCell({ status, verification }: CellResult): boolean {
  return status !== 'wrong' && verification !== undefined && isRight(verification.grade)
}

const UNDECIDABLE = 'more than 1 % of the rows are ambiguous and labels alone cannot decide them'

const WITHOUT_RECALL =
  'it told no neighbors, so nothing says how approximate its answers are, and no time is shown'

type Ended = { readonly status: Exclude<CellStatus, 'measured' | 'answered'>; readonly reason: string }

function endOfCell(
  index: LedgerIndex,
  arm: ArmIdentity,
  configuration: Configuration,
  verification: Verification | undefined,
): Ended | undefined {
  if (verification?.grade === 'wrong') {
    const { first_wrong, rows_wrong, rows_graded } = verification
    const where = first_wrong === null ? '' : `; test row ${first_wrong.test_row}: ${first_wrong.sentence}`
    return { status: 'wrong', reason: `${rows_wrong} of ${rows_graded} rows are wrong${where}` }
  }
  const failure = index.failure(arm, configuration) ?? index.failure(arm, null)
  if (failure !== undefined) return { status: FAILURE_STATUS[failure.kind], reason: describeFailure(failure) }
  const planned = index.plannedArm(arm)
  if (planned?.decision !== 'over-budget') return undefined
  return {
    status: 'over-budget',
    reason: `estimated at ${formatSeconds(planned.estimate_ns)}: ${budgetLimit(index)}`,
  }
}

/** Answers that change from round to round are wrong: at most one of them can be right. */
const FAILURE_STATUS = {
  timeout: 'timeout',
  'out-of-memory': 'out-of-memory',
  crashed: 'crashed',
  error: 'crashed',
  unsupported: 'unsupported',
  'over-budget': 'over-budget',
  'changed-answers': 'wrong',
} satisfies Record<RecordOf<'failure'>['kind'], CellStatus>

function budgetLimit({ study }: LedgerIndex): string {
  const { max_arm_ns, budget_ns } = study.protocol
  const limits = [
    max_arm_ns === undefined ? [] : [`max_arm is ${formatSeconds(max_arm_ns)}`],
    budget_ns === undefined ? [] : [`budget is ${formatSeconds(budget_ns)} for the study`],
  ].flat()
  return limits.length === 0 ? 'above the limit of the plan' : limits.join(', ')
}
