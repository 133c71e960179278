import { gzipSync } from 'node:zlib'
import { parquetWriteFile } from 'hyparquet-writer'

type Written = Parameters<typeof parquetWriteFile>[0]

/** Writes a Parquet file in row groups of 7 rows, so that a small table has several. */
export function writeParquet(filename: string, written: Omit<Written, 'filename'>): void {
  parquetWriteFile({
    rowGroupSize: 7,
    compressors: { GZIP: (bytes) => new Uint8Array(gzipSync(bytes)) },
    ...written,
    filename,
  })
}
