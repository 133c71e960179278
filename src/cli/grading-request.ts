import type { EngineAnswers, GradingCase, NeighborAnswers, Targets, ValueCase } from '../verify/grade.ts'

/** What the worker that grades is given. */
export type GradingRequest = { readonly cacheRoot: string } & (
  | {
      readonly task: 'classification'
      readonly graded: GradingCase
      readonly engines: readonly EngineAnswers[]
    }
  | {
      readonly task: 'regression'
      readonly graded: ValueCase
      readonly engines: readonly EngineAnswers<Float64Array>[]
    }
)

/** The memory of all arrays of a request, each of which has its own: to be handed over, which copies nothing. */
export function memoryOf({ graded, engines }: GradingRequest): ArrayBuffer[] {
  const { X_train, X_score, y_train } = graded
  const arrays = [X_train.values, X_score.values, y_train, ...answersOf(engines)]
  return [...new Set(arrays.map(({ buffer }) => buffer))].filter((buffer) => buffer instanceof ArrayBuffer)
}

function answersOf(engines: readonly EngineAnswers<Targets>[]): Targets[] {
  return engines.flatMap(({ neighbors, approximate = [], cells }) => [
    ...cells.map(({ labels }) => labels),
    ...(neighbors === undefined ? [] : listsOf(neighbors)),
    ...approximate.flatMap(listsOf),
  ])
}

function listsOf({ indices, distances }: NeighborAnswers): Targets[] {
  return [indices, distances]
}
