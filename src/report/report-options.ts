import type { StudyReference } from './run-command.ts'
import type { RenderOptions } from './table.ts'

export interface ReportReference extends StudyReference {
  /** What the ledger is called, where the report is one of several. */
  readonly ledger?: string
}

export interface ReportOptions extends RenderOptions, ReportReference {}
