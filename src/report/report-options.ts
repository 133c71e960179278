import type { RenderOptions } from './table.ts'

export interface ReportOptions extends RenderOptions {
  /** How the user names the study in commands: its name, or the path of its file. */
  readonly study: string
}
