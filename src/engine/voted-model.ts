import { VOTES } from '../knn/vote/index.ts'
import { voteLabels, voteProbabilities } from '../knn/vote/tally.ts'
import type { Ballots } from '../knn/vote/vote-rule.ts'
import type { FittedModel } from './adapter.ts'

type Search<Input> = NonNullable<FittedModel<Input>['neighbors']>

/** A model of a library that only searches, with scikit-learn's vote; `y_train` are class codes below `n_classes`. */
export function votedModel<Input>(
  neighbors: Search<Input>,
  y_train: Int32Array,
  n_classes: number,
): FittedModel<Input> {
  const ballots = (X: Input, n_neighbors: number): Ballots => {
    const { indices, distances } = neighbors(X, n_neighbors)
    return { n_neighbors, distances, labels: Int32Array.from(indices, (index) => y_train[index]) }
  }
  return {
    neighbors,
    predict: (X, { n_neighbors, weights }) => voteLabels(ballots(X, n_neighbors), VOTES[weights], n_classes),
    predictProba: (X, { n_neighbors, weights }) =>
      voteProbabilities(ballots(X, n_neighbors), VOTES[weights], n_classes),
  }
}
