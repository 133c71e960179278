import type { TableName } from '../tables/index.ts'

/** A file of a paper folder: its path in it, and the table or the picture that it holds, where it holds one. */
export interface PaperFile {
  readonly path: string
  readonly table?: TableName
  readonly picture?: string
  readonly text: string
}

/** A table that says nothing here, and why. */
export interface LeftOutTable {
  readonly table: TableName
  readonly reason: string
}

/** A picture for which a ledger has nothing, and why. */
export interface LeftOutPicture {
  readonly picture: string
  readonly reason: string
}

export interface Paper {
  readonly files: readonly PaperFile[]
  readonly left_out: readonly LeftOutTable[]
}
