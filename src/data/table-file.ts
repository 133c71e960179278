import { InputError } from '../config/input-error.ts'
import { didYouMean } from '../config/nearest-name.ts'
import { printable, quoted } from '../config/printable.ts'
import type { TableProfile } from './profile-csv.ts'

/** Takes the cells of a row as they stand in the file, in the order of the profile's columns. */
export type TakeRow = (cells: readonly string[]) => void

/** A table that was looked at, and can be gone through once more without ever being whole in memory. */
export interface TableFile {
  readonly profile: TableProfile
  /** Columns of integers of 64 bits, some of which no float64 can be. */
  readonly long_integers: ReadonlySet<string>
  /** Of a Parquet file. */
  readonly row_groups?: number
  eachRow(take: TakeRow): Promise<void>
}

/** The columns that are left without those to drop; one to drop that is not there is an `InputError`. */
export function withoutDrop(file: string, names: readonly string[], drop: readonly string[]): string[] {
  const unknown = drop.find((name) => !names.includes(name))
  if (unknown !== undefined)
    throw new InputError({
      where: { file },
      found: `--drop names the column ${quoted(unknown)}, which the file does not have.${didYouMean(unknown, names)}`,
      fix: `Columns: ${names.slice(0, 20).map(printable).join(', ')}${names.length > 20 ? ', …' : ''}`,
    })
  const left = names.filter((name) => !drop.includes(name))
  if (left.length > 0) return left
  throw new InputError({ where: { file }, found: '--drop names every column.', fix: 'Keep some.' })
}
