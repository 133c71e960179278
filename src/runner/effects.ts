import type { LedgerRecord } from '../ledger/record.ts'
import type { CellGrade, EngineAnswers, GradingCase, Targets, ValueCase } from '../verify/grade.ts'
import type { EngineOutcome, EngineTask } from './engine-process.ts'

/**
 * Everything the runner does to the world, handed in: tests script it, the CLI joins the real ones.
 * Nothing else in `runner/` starts a process, reads a clock or writes a ledger.
 */
export interface Effects {
  /** Runs one engine process; its answer files must be read before `discard`. */
  runEngine(task: EngineTask): Promise<EngineOutcome>
  /** A new empty folder for one process. */
  createFolder(): string
  discard(folder: string): void
  append(records: readonly LedgerRecord[]): void
  /** Stores the bytes of a .npy file beside the ledger, returns their sha256. */
  putAnswer(bytes: Uint8Array): string
  /** The predictions, or the positions of rows, in an answer file. */
  readTargets(sha256: string): Targets
  /**
   * Grades off the main thread, so that Ctrl-C and the progress line stay alive. The arrays are handed over: whoever
   * gives them must not read them any more.
   */
  gradeAnswers(
    gradingCase: GradingCase,
    engines: readonly EngineAnswers[],
  ): Promise<ReadonlyMap<string, readonly CellGrade[]>>
  /** The same for a regression. */
  gradeValues(
    graded: ValueCase,
    engines: readonly EngineAnswers<Float64Array>[],
  ): Promise<ReadonlyMap<string, readonly CellGrade[]>>
  now_ns(): number
  /** How long the machine was suspended so far; only differences mean something. */
  asleep_ns(): number
  /** ISO 8601, for records only. */
  timestamp(): string
  load_1m(): number
  cpuTicks(): { readonly total: number; readonly steal: number } | undefined
  progress(step: ProgressStep): void
}

/** Told between processes only, so that nothing is drawn while something is timed. */
export type ProgressStep =
  | {
      readonly stage: 'probe' | 'answers'
      readonly done: number
      readonly total: number
      readonly label: string
    }
  | { readonly stage: 'grade'; readonly done: number; readonly total: number; readonly label: string }
  | {
      readonly stage: 'rounds'
      readonly round: number
      readonly rounds: number
      readonly done_share: number
      readonly left_ns: number
      readonly label: string
    }
