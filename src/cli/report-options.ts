import type { OutputFormat } from '../report/table.ts'
import type { ShapeOptions } from './shape-tables.ts'

/** What `knnbench report` was asked for. */
export interface ReportOptions extends ShapeOptions {
  readonly picture?: string
  readonly listPictures?: true
  readonly table?: readonly string[]
  readonly listTables?: true
  readonly format?: OutputFormat | PictureFormat
  readonly json?: true
  readonly paper?: true
  readonly out?: string
}

/** A picture as an image, or as what it is drawn from. */
type PictureFormat = 'svg' | 'vega-lite'
