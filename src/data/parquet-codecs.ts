import type { Compressors } from 'hyparquet'
import { compressors, decompressLz4, decompressLz4Raw } from 'hyparquet-compressors'

/** What decompresses the pages of a Parquet file, by codec. */
export const PARQUET_CODECS: Compressors = {
  ...compressors,
  LZ4: unlessEmpty(decompressLz4),
  LZ4_RAW: unlessEmpty(decompressLz4Raw),
}

type Decompress = (input: Uint8Array, length: number) => Uint8Array

/** Nothing is one zero byte in LZ4, which the library takes for the beginning of more; columns of gaps have such pages. */
function unlessEmpty(decompress: Decompress): Decompress {
  return (input, length) => (length === 0 ? new Uint8Array(0) : decompress(input, length))
}
