import type { RandomState } from './mt19937.ts'

/**
 * A standard normal deviate by comparisons of uniform numbers alone: Karney (2016), "Sampling exactly from the
 * normal distribution", ACM TOMS 42(1), algorithm N. Without logarithm or sine, whose last bits differ between
 * machines, the same stream gives the same bits everywhere.
 */
export function normalDeviate(random: RandomState): number {
  for (;;) {
    const k = geometric(random)
    if (!acceptInteger(random, k)) continue
    const x = random.random()
    if (!acceptFraction(random, k, x)) continue
    return random.random() < 0.5 ? -(k + x) : k + x
  }
}

/** k ≥ 0 with probability e^(−k/2)·(1 − e^(−1/2)). */
function geometric(random: RandomState): number {
  let k = 0
  while (bernoulliExp(random, 0.5)) k++
  return k
}

/** True with probability e^(−k(k−1)/2). */
function acceptInteger(random: RandomState, k: number): boolean {
  for (let trial = 0; trial < k * (k - 1); trial++) {
    if (!bernoulliExp(random, 0.5)) return false
  }
  return true
}

/** True with probability e^(−x(2k+x)/2), as k + 1 equal factors. */
function acceptFraction(random: RandomState, k: number, x: number): boolean {
  for (let trial = 0; trial <= k; trial++) {
    if (!bernoulliExp(random, (x * (2 * k + x)) / (2 * k + 2))) return false
  }
  return true
}

/** True with probability e^(−p), 0 ≤ p ≤ 1: whether a falling run of uniforms that starts at p has even length (von Neumann 1951). */
function bernoulliExp(random: RandomState, p: number): boolean {
  let last = p
  for (let length = 0; ; length++) {
    const next = random.random()
    if (next >= last) return length % 2 === 0
    last = next
  }
}
