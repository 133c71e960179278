import { createHash } from 'node:crypto'
import { uint32Bytes } from './rows-hash.ts'

/**
 * The sha256 of which rows one fold or holdout tests: their row numbers from 0, ascending, as little-endian uint32.
 * The order of the test part changes no score; what is trained on is the rest, and its size is compared beside.
 */
export function testRowsHash(test_index: ArrayLike<number>): string {
  const ascending = Uint32Array.from(test_index).sort()
  return createHash('sha256').update(uint32Bytes(ascending)).digest('hex')
}
