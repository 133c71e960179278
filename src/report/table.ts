/** The table model: numbers with units and notes; only renderers turn them into text. */

export type Unit = 'none' | 'count' | 'ns' | 'bytes' | 'ratio' | 'share' | 'score' | 'p'

export type Cell =
  | { readonly kind: 'text'; readonly text: string; readonly note?: string }
  | { readonly kind: 'number'; readonly value: number; readonly note?: string }
  | { readonly kind: 'interval'; readonly low: number; readonly high: number; readonly note?: string }
  /** Shown as `–` with its reason as a footnote; never 0. */
  | { readonly kind: 'missing'; readonly reason: string }

export interface Column {
  /** Machine name, the header of CSV and JSON: `predict_ns`. */
  readonly key: string
  /** What people read: `predict`. */
  readonly title: string
  readonly unit: Unit
}

export interface Table {
  readonly name: string
  readonly title: string
  /** What one independent observation is: "round (fresh process)". */
  readonly unit_of_replication: string
  readonly columns: readonly Column[]
  readonly rows: readonly (readonly Cell[])[]
  readonly notes: readonly string[]
}

export type OutputFormat = 'terminal' | 'csv' | 'json'

export interface RenderOptions {
  /** Terminal columns; other formats ignore it. */
  readonly width: number
  readonly color: 'color' | 'plain'
}

export interface Renderer {
  readonly format: OutputFormat
  render(tables: readonly Table[], options: RenderOptions): string
}
