import type { Table } from './table.ts'

/** The report for people as sentences and tables, before any format; only renderers turn it into lines. */
export interface ReportDocument {
  /** Name of the study. */
  readonly title: string
  /** What follows the title on its line: `2 cases × 10 configurations …`. */
  readonly size: string
  readonly lead: readonly string[]
  /** A section a case, then one across datasets where there are several. */
  readonly cases: readonly CaseDocument[]
  readonly left_out: readonly string[]
  readonly warnings: readonly string[]
  /** What may be believed of all that, or how to go on. */
  readonly closing: readonly string[]
}

/** A section with one table. */
export interface CaseDocument {
  /** Name of the dataset, or `Across datasets`. */
  readonly title: string
  readonly facts: readonly string[]
  readonly table: Table
  readonly alarms: readonly Alarm[]
  readonly sentences: readonly string[]
}

/** An engine that is wrong. */
export interface Alarm {
  readonly lead: string
  readonly sentence: string
  /** How to get the data that shows it. */
  readonly proof: string | undefined
}

/** A renderer of whole reports. */
export type RenderDocument = (document: ReportDocument) => string

/** Running text under headings, before any format. */
export interface Article {
  readonly title: string
  readonly sections: readonly ArticleSection[]
}

export interface ArticleSection {
  readonly title: string
  readonly paragraphs: readonly string[]
}
