import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import type { EntryArm, HistoryEntry } from '../../../src/report/history/entry.ts'

const MACHINES = ['a', 'b'].map((letter) => ({
  environment_id: letter.repeat(64),
  environment: `machine ${letter}`,
}))

export interface Change {
  /** The first commit of the new level, from 0. */
  readonly at: number
  readonly factor: number
}

interface Script {
  readonly commits: number
  readonly changes: readonly Change[]
  /** The first commit on another, slower machine. */
  readonly machine_at: number
  /** Standard deviation of a commit's logarithm. */
  readonly sd: number
  readonly seed: number
}

/** Commits `c0`, `c1`, … of one engine with known steps in Gaussian noise, and its baseline without any. */
export function syntheticHistory({ commits, changes, machine_at, sd, seed }: Script): HistoryEntry[] {
  const deviate = gaussian(seed)
  return Array.from({ length: commits }, (_, i) => {
    const factor = changes.filter(({ at }) => at <= i).reduce((product, one) => product * one.factor, 1)
    const slowness = i < machine_at ? 1 : 1.7
    const predict_ns = 1e6 * factor * slowness * Math.exp(sd * deviate())
    const ratio = 0.5 * factor * Math.exp(sd * deviate())
    const own = {
      predict_ns,
      ratio,
      ratio_low: ratio * Math.exp(-2 * sd),
      ratio_high: ratio * Math.exp(2 * sd),
    }
    return entry(i, MACHINES[i < machine_at ? 0 : 1], [arm('mine', own)])
  })
}

export function entry(
  i: number,
  machine: Pick<HistoryEntry, 'environment' | 'environment_id'>,
  arms: readonly EntryArm[],
): HistoryEntry {
  return {
    history: 1,
    commit: `c${i}`,
    study: 'quick',
    study_hash: 'f'.repeat(64),
    baseline: 'base',
    ...machine,
    rounds: 10,
    arms: [...arms],
  }
}

export function arm(engine: string, values: Partial<EntryArm>): EntryArm {
  return {
    dataset: 'wine',
    split: 'holdout-0.2-stratified',
    split_seed: 42,
    prepare: 'default',
    threads: 1,
    engine,
    engine_version: '1.0.0',
    predict_ns: null,
    peak_bytes: null,
    ratio: null,
    ratio_low: null,
    ratio_high: null,
    ...values,
  }
}

function gaussian(seed: number): () => number {
  const generator = xoroshiro128plus(seed)
  const uniform = () => ((generator.next() >>> 0) + 0.5) / 2 ** 32
  return () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform())
}
