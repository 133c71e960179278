import type { ColumnMap } from './column-map.ts'
import type { CsvRows } from './csv-rows.ts'
import type { Metadata } from './metadata.ts'
import type { ReadRow } from './read-row.ts'
import type { Source } from './source.ts'

/** A kind of CSV file that holds results. */
export interface CsvFormat {
  readonly kind: Source['kind']
  /** Whether a header is of this kind. */
  matches(header: readonly string[]): boolean
  read(csv: CsvRows, given: GivenFacts): ReadFile
}

/** What is said of a file outside of it. */
export interface GivenFacts {
  readonly metadata: Metadata
  readonly map: ColumnMap
}

export interface ReadFile {
  readonly rows: readonly ReadRow[]
  readonly notes: readonly string[]
}
