/**
 * Numbers of [0, 1) from a seed: SplitMix32, a 32-bit Weyl sequence through a mixing function (after Steele, Lea and
 * Flood 2014, OOPSLA, "Fast splittable pseudorandom number generators").
 */
export function seededUniform(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x9e3779b9) >>> 0
    let mixed = state
    mixed = Math.imul(mixed ^ (mixed >>> 16), 0x21f0aaad)
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97)
    return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32
  }
}
