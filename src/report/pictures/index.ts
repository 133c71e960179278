import type { PictureResult } from '../picture.ts'
import type { Results } from '../results.ts'
import { accuracyByK } from './accuracy-by-k.ts'
import { criticalDifferences } from './critical-differences.ts'
import { memoryPicture } from './memory.ts'
import { ratiosPicture } from './ratios.ts'
import { recallThroughput } from './recall-throughput.ts'
import { rocPicture } from './roc.ts'
import { timePicture } from './time.ts'
import { timeByK } from './time-by-k.ts'

export const PICTURE_NAMES = [
  'ratios',
  'time',
  'memory',
  'critical-differences',
  'time-by-k',
  'accuracy-by-k',
  'roc',
  'recall-throughput',
] as const
export type PictureName = (typeof PICTURE_NAMES)[number]

export function isPictureName(name: string): name is PictureName {
  return PICTURE_NAMES.some((known) => known === name)
}

export interface PictureEntry {
  /** One sentence for help and docs. */
  readonly summary: string
  make(results: Results): PictureResult
}

/** Every picture; a new one is its file and one line here. */
export const PICTURES = {
  ratios: {
    summary: 'time ratio of every engine to the baseline, with interval, equivalence band and noise',
    make: ratiosPicture,
  },
  time: {
    summary: 'prediction time of every engine on each dataset, and its range over configurations',
    make: timePicture,
  },
  memory: { summary: 'resident memory after fit and its peak, on each dataset', make: memoryPicture },
  'critical-differences': {
    summary: 'average rank of every engine over datasets, with the critical difference of Nemenyi',
    make: criticalDifferences,
  },
  'accuracy-by-k': {
    summary: 'accuracy against n_neighbors, a line for each distance metric and weighting',
    make: accuracyByK,
  },
  'time-by-k': { summary: 'prediction time against n_neighbors, a line an engine', make: timeByK },
  roc: { summary: 'ROC curves at the configuration of highest accuracy', make: rocPicture },
  'recall-throughput': {
    summary: 'throughput of approximate engines against their recall, with Pareto fronts',
    make: recallThroughput,
  },
} satisfies Record<PictureName, PictureEntry>
