import type { DatasetEntry } from './study.ts'

type Synthetic = Extract<DatasetEntry, { kind: 'synthetic' }>

export interface SyntheticSizes {
  readonly n: number | readonly number[]
  readonly d: number | readonly number[]
  readonly classes: number
  readonly seed: number
}

/** One dataset per pair of n and d, named `g-n1000-d10` where there is more than one pair. */
export function expandSynthetic(name: string, { n, d, classes, seed }: SyntheticSizes): Synthetic[] {
  const pairs = [n].flat().flatMap((rows) => [d].flat().map((features) => ({ n: rows, d: features })))
  return pairs.map((pair) => ({
    kind: 'synthetic',
    name: pairs.length === 1 ? name : `${name}-n${pair.n}-d${pair.d}`,
    ...pair,
    classes,
    seed,
  }))
}
