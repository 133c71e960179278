import type { Unit } from '../table.ts'
import type { EntryArm } from './entry.ts'

/** What a series follows over commits. */
export interface Measure {
  readonly title: string
  readonly unit: Unit
  /** What more of it means, and less. */
  readonly words: { readonly more: string; readonly less: string }
  valueOf(arm: EntryArm): number | null
  /** The mean absolute deviation of its logarithm that a value carries, as far as that is known. */
  noiseOf(arm: EntryArm): number | undefined
}

/** A 95 % interval of Laplace noise reaches ln 20 mean absolute deviations to either side. */
const DEVIATIONS = Math.log(20)

const SLOWER = { more: 'slower', less: 'faster' }

/** By the name that --of takes. */
export const MEASURES = {
  ratio: {
    title: 'time of the baseline',
    unit: 'ratio',
    words: SLOWER,
    valueOf: ({ ratio }) => ratio,
    noiseOf: ({ ratio_low, ratio_high }) =>
      ratio_low === null || ratio_high === null
        ? undefined
        : Math.log(ratio_high / ratio_low) / 2 / DEVIATIONS,
  },
  time: {
    title: 'predict',
    unit: 'ns',
    words: SLOWER,
    valueOf: ({ predict_ns }) => predict_ns,
    noiseOf: () => undefined,
  },
  memory: {
    title: 'peak memory',
    unit: 'bytes',
    words: { more: 'more', less: 'less' },
    valueOf: ({ peak_bytes }) => peak_bytes,
    noiseOf: () => undefined,
  },
} satisfies Record<string, Measure>
export type MeasureName = keyof typeof MEASURES
