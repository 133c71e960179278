import type { StudyReference } from './run-command.ts'
import type { RenderOptions } from './table.ts'

export interface ReportOptions extends RenderOptions, StudyReference {}
