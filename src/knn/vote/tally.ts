import type { Ballots, VoteRule } from './vote-rule.ts'

/** The class of the highest score for each of m queries; the smallest label wins a tie. */
export function voteLabels(ballots: Ballots, vote: VoteRule, n_classes: number): Int32Array {
  const labels = new Int32Array(ballots.labels.length / ballots.n_neighbors)
  const scores = new Float64Array(n_classes)
  for (let row = 0; row < labels.length; row++) {
    scores.fill(0)
    vote(ballots, row, scores)
    labels[row] = firstHighest(scores)
  }
  return labels
}

/** (m, n_classes), row-major: the scores of each query, divided by their total. */
export function voteProbabilities(ballots: Ballots, vote: VoteRule, n_classes: number): Float64Array {
  const rows = ballots.labels.length / ballots.n_neighbors
  const probabilities = new Float64Array(rows * n_classes)
  for (let row = 0; row < rows; row++) {
    const scores = probabilities.subarray(row * n_classes, (row + 1) * n_classes)
    vote(ballots, row, scores)
    normalize(scores)
  }
  return probabilities
}

function normalize(scores: Float64Array): void {
  let total = 0
  for (const score of scores) total += score
  for (let c = 0; c < scores.length; c++) scores[c] /= total
}

function firstHighest(scores: Float64Array): number {
  let highest = 0
  for (let c = 1; c < scores.length; c++) if (scores[c] > scores[highest]) highest = c
  return highest
}
