import type { Shard } from '../config/shard.ts'
import type { Study } from '../config/study.ts'
import type { LedgerRecord, RecordOf } from '../ledger/record.ts'
import type { Effects } from './effects.ts'
import type { LeftToDo } from './left-to-do.ts'
import type { MissingEngine, ReadyEngine } from './ready-engine.ts'
import type { RunContext } from './run-context.ts'
import type { StudyCase } from './study-case.ts'

/** Everything that one run of a study needs. */
export interface StudyRun {
  readonly study: Study
  readonly grid: RunContext['grid']
  readonly cases: readonly StudyCase[]
  readonly engines: readonly ReadyEngine[]
  readonly missing: readonly MissingEngine[]
  readonly environment: RecordOf<'environment'>
  readonly boot: string
  /** What to do if the ledger was measured in another environment than this one. */
  readonly changed_environment: 'refuse' | 'new-session'
  readonly pinned: Pick<RecordOf<'session'>, 'engine_cores' | 'host_cores'>
  readonly tool_version: string
  /** How the command line named the study. */
  readonly invoked?: RecordOf<'study'>['invoked']
  /** The study as a study file that needs no other, so that the ledger can be run again from itself. */
  readonly study_file?: RecordOf<'study'>['study_file']
  /** What the ledger already holds. */
  readonly records: readonly LedgerRecord[]
  /** Names of engines whose arms are measured again, whatever the ledger holds of them. */
  readonly again: readonly string[]
  /** Processes side by side in the untimed pass. */
  readonly jobs: number
  /** Stop after the answers: nothing is timed. */
  readonly until: 'answers' | 'rounds'
  /** The part of the study that is measured here; all of it without one. */
  readonly shard?: Shard
  readonly effects: Effects
  readonly cancel: AbortSignal
  /** Called once the plan stands, before answers and rounds. */
  readonly onPlan: (plan: RecordOf<'plan'>, left: LeftToDo) => void
}
