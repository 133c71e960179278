import type { FittedModel, Sweep } from './adapter.ts'
import type { Configuration, RunContext } from './context.ts'
import type { Outcomes } from './outcomes.ts'

/** What a model answers for the scored rows. */
export type Answering = Omit<Sweep, 'neighbors'> & Partial<Pick<Sweep, 'neighbors'>>

/**
 * How models answer the scored rows `X`: each configuration by a call of its own, or, where the job asks for it, all of a
 * metric from one search at the largest k that is asked. A failed search is not tried again.
 */
export function createAnswering<Input>(
  { job, pulse }: Pick<RunContext<Input>, 'job' | 'pulse'>,
  outcomes: Outcomes,
  X: Input,
): (model: FittedModel<Input>, metric: string) => Answering {
  const asked = job.untimed?.configurations.filter((one) => outcomes.isSupported(one)) ?? []
  let swept: { model: FittedModel<Input>; answers: Sweep | undefined; error?: unknown } | undefined
  return (model, metric) => {
    if (job.untimed?.sweep === undefined || model.sweep === undefined) return callByCall(model, X)
    if (swept?.model !== model) {
      swept = { model, answers: undefined }
      try {
        swept.answers = model.sweep(X, largestK(asked, metric))
      } catch (error) {
        swept.error = error
      }
      pulse()
    }
    if (swept.answers === undefined) throw swept.error
    return swept.answers
  }
}

function largestK(configurations: readonly Configuration[], metric: string): number {
  const own = configurations.filter((one) => one.metric === metric)
  return Math.max(...own.map(({ n_neighbors }) => n_neighbors))
}

function callByCall<Input>(model: FittedModel<Input>, X: Input): Answering {
  const { predictProba, neighbors } = model
  return {
    predict: (options) => model.predict(X, options),
    ...(predictProba && { predictProba: (options) => predictProba.call(model, X, options) }),
    ...(neighbors && { neighbors: (n_neighbors) => neighbors.call(model, X, n_neighbors) }),
  }
}
