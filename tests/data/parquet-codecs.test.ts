import { join } from 'node:path'
import { expect, it } from 'vitest'
import { openTable } from '../../src/data/import-table.ts'
import { PARQUET_CODECS } from '../../src/data/parquet-codecs.ts'
import { writeParquet } from './parquet.ts'
import { temporaryFolder } from './temporary-folder.ts'

/** LZ4 without matches: literals alone are a valid block. */
function lz4(bytes: Uint8Array): Uint8Array {
  if (bytes.length < 15) return Uint8Array.of(bytes.length << 4, ...bytes)
  const rest = bytes.length - 15
  return Uint8Array.of(0xf0, ...Array(Math.floor(rest / 255)).fill(255), rest % 255, ...bytes)
}

it('decompresses LZ4, nothing at all included', async () => {
  const path = join(temporaryFolder(), 'd.parquet')
  const data = Array.from({ length: 500 }, (_, row) => (row % 3 === 0 ? null : row / 7))
  const columnData = [{ name: 'x', data, type: 'DOUBLE' as const }]
  writeParquet(path, { codec: 'LZ4_RAW', compressors: { LZ4_RAW: lz4 }, rowGroupSize: 200, columnData })
  const found: string[] = []
  await (await openTable(path, [], () => undefined)).eachRow(([cell]) => found.push(cell))
  expect(found).toEqual(data.map((value) => (value === null ? '' : String(value))))
  for (const codec of ['LZ4', 'LZ4_RAW'] as const)
    expect(PARQUET_CODECS[codec]?.(lz4(new Uint8Array(0)), 0)).toEqual(new Uint8Array(0))
})
