import { VOTES } from '../../knn/vote/index.ts'
import { voteLabels, voteProbabilities } from '../../knn/vote/tally.ts'
import type { Ballots } from '../../knn/vote/vote-rule.ts'
import type { FittedModel, NeighborLists, PredictOptions } from '../adapter.ts'

/** Classifies with a library that only searches: scikit-learn's vote, the same for all of them. */
export function searchModel<Input>(
  search: (X: Input, n_neighbors: number) => NeighborLists,
  y_train: Int32Array,
  n_classes: number,
): FittedModel<Input> {
  const ballots = (X: Input, { n_neighbors }: PredictOptions): Ballots => {
    const { indices, distances } = search(X, n_neighbors)
    return { n_neighbors, labels: indices.map((index) => y_train[index]), distances }
  }
  return {
    neighbors: search,
    predict: (X, options) => voteLabels(ballots(X, options), VOTES[options.weights], n_classes),
    predictProba: (X, options) => voteProbabilities(ballots(X, options), VOTES[options.weights], n_classes),
  }
}
