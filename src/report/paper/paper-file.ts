import type { TableName } from '../tables/index.ts'

/** A file of a paper folder: its path in it, and the table that it holds, where it holds one. */
export interface PaperFile {
  readonly path: string
  readonly table?: TableName
  readonly text: string
}

/** A table that says nothing here, and why. */
export interface LeftOutTable {
  readonly table: TableName
  readonly reason: string
}

export interface Paper {
  readonly files: readonly PaperFile[]
  readonly left_out: readonly LeftOutTable[]
}
