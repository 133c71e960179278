import { expect, test } from 'vitest'
import { distance } from '../../../src/knn/vote/distance.ts'
import { voteLabels, voteProbabilities } from '../../../src/knn/vote/tally.ts'

const ballots = (labels: number[], distances: number[]) => ({
  n_neighbors: labels.length,
  labels: Int32Array.from(labels),
  distances: Float64Array.from(distances),
})

test('weights are 1/d, added in neighbor order', () => {
  const scores = new Float64Array(2)
  distance(ballots([1, 0, 1, 1], [0.3, 0.7, 0.9, 1.1]), 0, scores)
  expect([...scores]).toEqual([1 / 0.7, 1 / 0.3 + 1 / 0.9 + 1 / 1.1])
})

test('only the zero distances of a row count, each as 1', () => {
  expect([...voteProbabilities(ballots([2, 1, 2, 0], [0, 0, 0, 1e-9]), distance, 3)]).toEqual([
    0,
    1 / 3,
    2 / 3,
  ])
})

test('the smallest label wins tied weights', () => {
  expect([...voteLabels(ballots([2, 1], [0.5, 0.5]), distance, 3)]).toEqual([1])
})

test('weights whose sum would overflow still give probabilities', () => {
  const tiny = 6e-309
  expect([...voteProbabilities(ballots([0, 0, 1, 0], [tiny, tiny, tiny, 1e300]), distance, 2)]).toEqual([
    2 / 3,
    1 / 3,
  ])
})
