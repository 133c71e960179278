import { join } from 'node:path'
import { writeNpy } from '../data/npy.ts'
import { type Answering, createAnswering } from './answering.ts'
import type { Configuration, RunContext, Training } from './context.ts'
import { createModels } from './models.ts'
import { configurationKey, type Outcomes } from './outcomes.ts'
import { toPredictions } from './predictions.ts'

/** The rows that are scored, in the library's own input type. */
export interface ScoredRows<Input> {
  readonly X: Input
  readonly count: number
}

interface AnswerTask {
  readonly configuration: Configuration
  readonly part: 'labels' | 'neighbors'
  write(answers: Answering): void
}

/**
 * The untimed pass: writes labels, probabilities and neighbors to the job's folder, then announces each file.
 * Metric by metric, so that one model serves all it can; within a metric in the job's order, neighbors last.
 */
export function writeAnswers<Input>(
  context: RunContext<Input>,
  training: Training<Input>,
  rows: ScoredRows<Input>,
  outcomes: Outcomes,
): void {
  const { configurations, neighbors } = context.job.untimed ?? { configurations: [], neighbors: [] }
  const models = createModels(context, training, () => context.pulse())
  const answering = createAnswering(context, outcomes, rows.X)
  const tasks: AnswerTask[] = [
    ...configurations.map((configuration) => labelsTask(context, rows.count, configuration)),
    ...neighbors.map((asked) => neighborsTask(context, rows.count, asked)),
  ]
  const metrics = new Set(tasks.map(({ configuration }) => configuration.metric))
  const inOrder = [...metrics].flatMap((metric) =>
    tasks.filter((task) => task.configuration.metric === metric),
  )
  for (const { configuration, part, write } of inOrder) {
    const action = (): void => write(answering(models.modelFor(configuration), configuration.metric))
    if (part === 'labels') outcomes.attempt(configuration, action)
    // Neighbors are the basis of answers: where none came, there is nothing to ask for.
    else if (configurations.some((one) => one.metric === configuration.metric && outcomes.isOpen(one)))
      outcomes.attemptPart(part, configuration, action)
  }
}

function labelsTask<Input>(
  { job, emit, pulse }: RunContext<Input>,
  rows: number,
  configuration: Configuration,
): AnswerTask {
  return {
    configuration,
    part: 'labels',
    write(answers) {
      // The metric is one the adapter named, so the key is safe as a file name.
      const key = configurationKey(configuration)
      const labels = toPredictions(job.task, answers.predict(configuration), rows)
      pulse()
      const proba = answers.predictProba?.(configuration)
      pulse()
      const probabilities = proba === undefined ? null : `probabilities-${key}.npy`
      writeNpy(join(job.out, `labels-${key}.npy`), { shape: [rows], data: labels })
      if (proba !== undefined && probabilities !== null) {
        writeArray(job.out, probabilities, proba, [rows, job.n_classes])
      }
      emit({ event: 'result', configuration, labels: `labels-${key}.npy`, probabilities })
    },
  }
}

function neighborsTask<Input>(
  { adapter, job, emit }: RunContext<Input>,
  rows: number,
  { metric, n_neighbors }: { readonly metric: string; readonly n_neighbors: number },
): AnswerTask {
  return {
    configuration: { n_neighbors, metric, weights: adapter.weights[0] },
    part: 'neighbors',
    write(answers) {
      const found = answers.neighbors?.(n_neighbors)
      if (found === undefined) return
      const shape: [number, number] = [rows, n_neighbors]
      const indices = `neighbors-${metric}-${n_neighbors}.npy`
      const distances = `distances-${metric}-${n_neighbors}.npy`
      writeArray(job.out, indices, found.indices, shape)
      writeArray(job.out, distances, found.distances, shape)
      emit({ event: 'neighbors', metric, n_neighbors, indices, distances })
    },
  }
}

function writeArray(
  folder: string,
  name: string,
  data: Float64Array | Int32Array,
  shape: [number, number],
): void {
  const [rows, columns] = shape
  if (data.length !== rows * columns)
    throw new Error(`${name} has ${data.length} values, not ${rows} × ${columns}`)
  writeNpy(join(folder, name), { shape, data })
}
