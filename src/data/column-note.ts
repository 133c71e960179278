import type { CountedCells } from './cell-counts.ts'
import type { OtherMark } from './column-profile.ts'

/** What a reader should know of a column: why it is used as it is, or not at all. */
export type ColumnNote =
  | { readonly code: 'empty' }
  /** Infinite numbers and nothing else. */
  | { readonly code: 'infinite' }
  /** Whole numbers without a gap, each once. */
  | { readonly code: 'row-number' }
  /** Whole numbers, each once, under a name that says identifier. */
  | { readonly code: 'identifier' }
  /** The same name and too many whole numbers to tell whether each is there once. */
  | { readonly code: 'perhaps-identifier'; readonly values: CountedCells }
  /** Texts, each once. */
  | { readonly code: 'all-different' }
  | { readonly code: 'too-many-levels'; readonly levels: CountedCells }
  | { readonly code: 'dates' }
  | { readonly code: 'constant' }
  /** Texts among numbers, declared as missing. */
  | { readonly code: 'read-as-missing'; readonly texts: readonly string[]; readonly rows: number }
  /** Levels that another column's texts, declared as missing for the whole table, take away. */
  | { readonly code: 'levels-lost'; readonly texts: readonly string[]; readonly rows: number }
  /** Numbers among texts. */
  | { readonly code: 'read-as-text'; readonly texts: readonly string[] }
  /** What preparation refuses, in its words. */
  | { readonly code: 'refused'; readonly why: string }
  /** Numbers written with a mark that the rest of the table does not use, or thousands that it parts. */
  | ({ readonly code: 'other-mark' } & OtherMark)
