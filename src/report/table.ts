/** The table model: numbers with units and notes; only renderers turn them into text. */

/**
 * `growth` is bytes that may have either sign; `share` is 0 … 1, or above where it is one of work that can be skipped; `score` is printed to four decimals, and
 * `score-difference` is the difference of two, printed with its sign; `target` is in the unit of the target of a
 * regression, and may have a difference too; `real` is any number without a unit, such as an effect size, and `figure` one of
 * a publication, in whatever unit that prints.
 */
export type Unit =
  | 'none'
  | 'real'
  | 'count'
  | 'ns'
  | 'bytes'
  | 'growth'
  | 'ratio'
  | 'per-second'
  | 'share'
  | 'score'
  | 'score-difference'
  | 'target'
  | 'target-difference'
  | 'p'
  | 'figure'

export type Cell =
  | { readonly kind: 'text'; readonly text: string; readonly note?: string }
  | { readonly kind: 'number'; readonly value: number; readonly note?: string }
  | { readonly kind: 'interval'; readonly low: number; readonly high: number; readonly note?: string }
  /** Shown as `–` with its reason as a footnote, unless another cell of the row already says it; never 0. */
  | { readonly kind: 'missing'; readonly reason: string; readonly footnote: 'shown' | 'said-in-row' }

export interface Column {
  /** Machine name, the header of CSV and JSON: `predict_ns`. An interval becomes `key_low` and `key_high`. */
  readonly key: string
  /** What people read: `predict`. */
  readonly title: string
  readonly kind: 'text' | 'number' | 'interval'
  readonly unit: Unit
  /** A narrow terminal drops the highest first and says so; 0 is never dropped. */
  readonly priority: number
  /** Where a narrow terminal may break its texts: after hyphens too, always or only before a column must go. */
  readonly breaks: 'spaces' | 'hyphens' | 'hyphens-at-last'
  /** Columns of one quantity are read against each other: they share a unit where they stay readable in it. */
  readonly quantity?: string
}

export interface Table {
  readonly name: string
  readonly title: string
  /** What one independent observation is: "round (fresh process)". */
  readonly unit_of_replication: string
  /** Which tests are corrected together and at what level, where the table has verdicts. */
  readonly family?: string
  readonly columns: readonly Column[]
  readonly rows: readonly (readonly Cell[])[]
  readonly notes: readonly Note[]
}

/** What stands below a table. */
export type Note = string | TaggedNote

export interface TaggedNote {
  readonly text: string
  /** For the methods of a paper: how tests and intervals come about and are corrected, or what the table is without. */
  readonly tells?: 'inference' | 'exclusion'
  /** Keys of the columns that it explains; where none of them is shown, it is not either. */
  readonly about?: readonly string[]
}

/** What a note says. */
export function noteText(note: Note): string {
  return typeof note === 'string' ? note : note.text
}

/** The notes of a table as people read them. */
export function noteTexts({ notes }: Pick<Table, 'notes'>): string[] {
  return notes.map(noteText)
}

export type OutputFormat = 'terminal' | 'csv' | 'json' | 'markdown' | 'latex' | 'html'

export interface RenderOptions {
  /** Terminal columns; other formats ignore it. */
  readonly width: number
  readonly color: 'color' | 'plain'
  /** Where the text goes, for the way to more room; by default a terminal. */
  readonly sink?: 'terminal' | 'file'
}

export interface Renderer {
  readonly format: OutputFormat
  render(tables: readonly Table[], options: RenderOptions): string
  /** The same text part by part, where a long table takes less memory so. */
  parts?(tables: readonly Table[]): Iterable<string>
}

/** A text column. */
export function textColumn(key: string, title: string, priority: number): Column {
  return { key, title, kind: 'text', unit: 'none', priority, breaks: 'spaces' }
}

/** A column of hyphenated words that may be broken after their hyphens. */
export function gradeColumn(key: string, title: string, priority: number): Column {
  return { ...textColumn(key, title, priority), breaks: 'hyphens' }
}

/** A column of names that are broken after their hyphens only before another column has to go. */
export function nameColumn(key: string, title: string, priority: number): Column {
  return { ...textColumn(key, title, priority), breaks: 'hyphens-at-last' }
}

/** A column of numbers in `unit`. */
export function numberColumn(key: string, title: string, unit: Unit, priority: number): Column {
  return { key, title, kind: 'number', unit, priority, breaks: 'spaces' }
}

/** A column of intervals whose ends are in `unit`. */
export function intervalColumn(key: string, title: string, unit: Unit, priority: number): Column {
  return { key, title, kind: 'interval', unit, priority, breaks: 'spaces' }
}

export function text(value: string, note?: string): Cell {
  return note === undefined ? { kind: 'text', text: value } : { kind: 'text', text: value, note }
}

/** Nothing to show, with a footnote that says why. */
export function missing(reason: string): Cell {
  return { kind: 'missing', reason, footnote: 'shown' }
}

/** Nothing to show, where another cell of the row already says why. */
export function blank(reason: string): Cell {
  return { kind: 'missing', reason, footnote: 'said-in-row' }
}

/** A number, or what stands for it where there is none; NaN and ±∞ never enter a table. */
export function number(value: number | undefined, otherwise: Cell): Cell {
  return value !== undefined && Number.isFinite(value) ? { kind: 'number', value } : otherwise
}

/** An interval, or what stands for it where there is none. */
export function interval(
  ends: { readonly low: number; readonly high: number } | undefined,
  otherwise: Cell,
): Cell {
  if (ends === undefined || !Number.isFinite(ends.low) || !Number.isFinite(ends.high)) return otherwise
  return { kind: 'interval', low: ends.low, high: ends.high }
}
