import { basename, dirname, join, sep } from 'node:path'
import type { Configuration } from '../config/study.ts'
import { readIntegers, readNpy } from '../data/npy.ts'
import type { EngineEvent } from '../engine/protocol.ts'

export interface LabelFile {
  readonly configuration: Configuration
  readonly file: string
  readonly probabilities: string | null
}

export interface NeighborFiles {
  readonly metric: string
  readonly n_neighbors: number
  readonly indices: string
  readonly distances: string
}

export interface AnswerFiles {
  readonly labels: readonly LabelFile[]
  readonly neighbors: readonly NeighborFiles[]
}

/** The answer files that an engine told of; it names files in its own folder only. */
export function announcedFiles(events: readonly EngineEvent[], folder: string): AnswerFiles {
  const path = (name: string): string => join(folder, basename(name))
  return {
    labels: events.flatMap((event) => {
      if (event.event !== 'result') return []
      const { configuration, labels, probabilities } = event
      return [
        {
          configuration,
          file: path(labels),
          probabilities: probabilities === null ? null : path(probabilities),
        },
      ]
    }),
    neighbors: events.flatMap((event) => {
      if (event.event !== 'neighbors') return []
      const { metric, n_neighbors, indices, distances } = event
      return [{ metric, n_neighbors, indices: path(indices), distances: path(distances) }]
    }),
  }
}

/** Why the answer of one configuration cannot be used, or undefined. What labels say is graded elsewhere. */
export function answerFault({ file, probabilities }: LabelFile, n_classes: number): string | undefined {
  try {
    const rows = readIntegers(file).length
    if (probabilities === null) return undefined
    const { dtype, shape } = readNpy(probabilities)
    if (dtype === '<f8' && shape.join() === [rows, n_classes].join()) return undefined
    return `${basename(probabilities)} is ${dtype} (${shape.join(', ')}); it should be <f8 (${rows}, ${n_classes})`
  } catch (error) {
    if (!(error instanceof Error)) throw error
    return `its answer cannot be read: ${error.message.replaceAll(`${dirname(file)}${sep}`, '')}`
  }
}
