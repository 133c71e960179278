import { mersenne } from 'pure-rand/generator/mersenne'
import { InputError } from '../config/input-error.ts'

const MAX_SEED = 2 ** 32 - 1

/**
 * NumPy's legacy `RandomState`: the same seed gives the same numbers. Bounded integers come from masked
 * rejection and shuffles from Fisher–Yates downwards, as that class has promised never to change (NEP 19).
 */
export class RandomState {
  readonly #generator

  /** `seed` is an integer in 0 … 2³² − 1. */
  constructor(seed: number) {
    if (!Number.isInteger(seed) || seed < 0 || seed > MAX_SEED) {
      throw new InputError({
        found: `seed is ${seed}; allowed: integers from 0 to ${MAX_SEED}.`,
        fix: 'Choose another seed.',
      })
    }
    this.#generator = mersenne(seed)
  }

  /** 32 random bits, as an integer in 0 … 2³² − 1. */
  uint32(): number {
    return this.#generator.next() >>> 0
  }

  /** A uniform number in [0, 1) with 53 random bits. */
  random(): number {
    const high = this.uint32() >>> 5
    const low = this.uint32() >>> 6
    return (high * 2 ** 26 + low) / 2 ** 53
  }

  /** A uniform integer in low … high − 1, for ranges of at most 2³² values. */
  randint(low: number, high: number): number {
    return low + this.#interval(high - 1 - low)
  }

  shuffle(values: Int32Array): void {
    for (let i = values.length - 1; i > 0; i--) {
      const j = this.#interval(i)
      const value = values[i]
      values[i] = values[j]
      values[j] = value
    }
  }

  /** The numbers 0 … n − 1 in random order. */
  permutation(n: number): Int32Array {
    const order = Int32Array.from({ length: n }, (_, i) => i)
    this.shuffle(order)
    return order
  }

  /** `size` of the values, without replacement; draws as much as a full permutation, as NumPy does. */
  choice(values: Int32Array, size: number): Int32Array {
    return this.permutation(values.length)
      .subarray(0, size)
      .map((i) => values[i])
  }

  /** A uniform integer in 0 … max; nothing is drawn for max = 0. */
  #interval(max: number): number {
    if (max === 0) return 0
    const mask = 2 ** (32 - Math.clz32(max)) - 1
    for (;;) {
      const value = (this.uint32() & mask) >>> 0
      if (value <= max) return value
    }
  }
}
