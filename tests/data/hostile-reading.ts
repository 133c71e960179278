import type { TableOptions } from '../../src/config/study.ts'
import { readCsv } from '../../src/data/csv.ts'
import type { Table } from '../../src/data/dataset.ts'
import { messageOf } from './profile.ts'

export function read(
  content: string | Buffer | Iterable<Buffer>,
  options: Partial<TableOptions> = {},
): Table {
  const bytes = typeof content === 'string' || Buffer.isBuffer(content) ? [Buffer.from(content)] : content
  const table = { target: 'y', drop: [], categorical: [], missing: [], ...options }
  return readCsv({ file: 'd.csv', bytes, options: table }, 'classification')
}

/** What is said of a file that cannot be read. */
export function refusal(
  content: string | Buffer | Iterable<Buffer>,
  options: Partial<TableOptions> = {},
): string {
  return messageOf(() => read(content, options))
}

export function partsOf(bytes: Buffer, size: number): Buffer[] {
  return Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) =>
    bytes.subarray(i * size, (i + 1) * size),
  )
}
