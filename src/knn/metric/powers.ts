/** Puts the power of each number in its place; whole arrays, since a call for each number would box it. */
export type RaiseAll = (bases: Float64Array) => void

/** Beyond it a power takes more multiplications than it is worth. */
const MOST_FACTORS = 8

/** The power of p of numbers from 0: by multiplications where p is a whole number or a half, many times as fast. */
export function powersOf(p: number): RaiseAll {
  const whole = Math.floor(p)
  const isHalf = p - whole === 0.5
  if (p > MOST_FACTORS || (p !== whole && !isHalf)) {
    return (bases) => {
      for (let i = 0; i < bases.length; i++) bases[i] = bases[i] ** p
    }
  }
  return (bases) => {
    for (let i = 0; i < bases.length; i++) {
      const base = bases[i]
      let product = isHalf ? base * Math.sqrt(base) : base
      for (let factors = 1; factors < whole; factors++) product *= base
      bases[i] = product
    }
  }
}
