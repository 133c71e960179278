import { lstatSync } from 'node:fs'
import { basename, dirname, join, sep } from 'node:path'
import type { Configuration, Task } from '../config/study.ts'
import { floatsOf, integersOf, type NpyArray, readNpy } from '../data/npy.ts'
import type { EngineEvent } from '../engine/protocol.ts'
import { probabilityFault } from './probability-fault.ts'

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

/** What the answers of one configuration must be. */
interface Expected {
  readonly task: Task
  readonly rows: number
  readonly n_classes: number
}

/** Why the answer of one configuration cannot be used, or undefined. What labels say is graded elsewhere. */
export function answerFault({ file, probabilities }: LabelFile, expected: Expected): string | undefined {
  const { task, rows, n_classes } = expected
  try {
    const labels = readAnswer(file, rows)
    if (labels.shape.join() !== String(rows)) return misshapen(file, labels, `(${rows})`)
    if (task === 'regression' && probabilities !== null) return 'it tells probabilities of a regression'
    if (task === 'regression') return valueFault(floatsOf(labels, basename(file)))
    integersOf(labels, basename(file))
    if (probabilities === null) return undefined
    const told = readAnswer(probabilities, rows * n_classes)
    if (told.dtype !== '<f8' || told.shape.join() !== [rows, n_classes].join())
      return misshapen(probabilities, told, `<f8 (${rows}, ${n_classes})`)
    return probabilityFault(told.data, n_classes)
  } catch (error) {
    if (!(error instanceof Error)) throw error
    return `its answer cannot be read: ${error.message.replaceAll(`${dirname(file)}${sep}`, '')}`
  }
}

function valueFault(values: Float64Array): string | undefined {
  const bad = values.findIndex((value) => !Number.isFinite(value))
  return bad < 0 ? undefined : `the prediction is ${values[bad]} in answer row ${bad}`
}

function misshapen(file: string, { dtype, shape }: NpyArray, expected: string): string {
  return `${basename(file)} is ${dtype} (${shape.join(', ')}); it should be ${expected}`
}

/** What NumPy's header may take beside the numbers. */
const HEADER_BYTES = 65_536
/** Of the widest number that is read. */
const ITEM_BYTES = 8

/** An array of so many numbers; opening a pipe would wait for ever, and a file may be longer than our memory. */
export function readAnswer(file: string, length: number): NpyArray {
  const stats = lstatSync(file, { throwIfNoEntry: false })
  if (stats === undefined) throw new Error(`${file} is not there`)
  if (!stats.isFile()) throw new Error(`${file} is not a plain file`)
  if (stats.size > length * ITEM_BYTES + HEADER_BYTES)
    throw new Error(`${file} has ${stats.size} bytes for ${length} numbers`)
  return readNpy(file)
}
