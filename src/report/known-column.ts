import { InputError } from '../config/input-error.ts'
import { didYouMean } from '../config/nearest-name.ts'
import type { Table } from './table.ts'

/** Position of the column with this key, as `option` of the command line names it. */
export function knownColumn({ name, columns }: Table, key: string, option: string): number {
  const keys = columns.map((column) => column.key)
  const found = keys.indexOf(key)
  if (found !== -1) return found
  throw new InputError({
    found: `${option}: table ${name} has no column "${key}".${didYouMean(key, keys)}`,
    fix: `Its columns: ${keys.join(', ')}`,
  })
}
