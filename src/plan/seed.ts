import { createHash } from 'node:crypto'
import { uniformInt } from 'pure-rand/distribution/uniformInt'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'

/** A 31-bit seed from words: every random choice of a study hangs on its one seed and on what it chooses. */
export function deriveSeed(seed: number, ...words: readonly (string | number)[]): number {
  const digest = createHash('sha256')
    .update(JSON.stringify([seed, ...words]))
    .digest()
  return digest.readUInt32LE(0) >>> 1
}

/** A seeded random order (Fisher–Yates); the input stays as it is. */
export function shuffle<T>(items: readonly T[], seed: number): T[] {
  const generator = xoroshiro128plus(seed)
  const shuffled = [...items]
  for (let last = shuffled.length - 1; last > 0; last--) {
    const other = uniformInt(generator, 0, last)
    const held = shuffled[last]
    shuffled[last] = shuffled[other]
    shuffled[other] = held
  }
  return shuffled
}
