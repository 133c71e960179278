import { expect, test } from 'vitest'
import { castBallot, electableLabels, electedLabel, sumVotes, voteRounding } from '../../src/verify/vote.ts'

const U = 2 ** -53

test('a uniform ballot has one vote a neighbor', () => {
  const ballot = castBallot({ labels: [1, 0, 1], distances: [0, 2, 4] }, 3, 'uniform')
  expect([...sumVotes(ballot, 2)]).toEqual([1, 2])
})

test('a distance ballot weighs 1/d', () => {
  const ballot = castBallot({ labels: [1, 0, 1], distances: [1, 2, 4] }, 3, 'distance')
  expect([...sumVotes(ballot, 2)]).toEqual([0.5, 1.25])
})

test('only the zeros among the first k vote where there are any', () => {
  const voters = { labels: [1, 0, 0, 0], distances: [0, 1e-300, 2, 0] }
  expect([...sumVotes(castBallot(voters, 3, 'distance'), 2)]).toEqual([0, 1])
})

test('the smallest label wins a tied vote, and first-to-reach the class that got there first', () => {
  const ballot = castBallot({ labels: [2, 1, 1, 2, 0], distances: [1, 2, 3, 4, 5] }, 5, 'uniform')
  expect(electedLabel(ballot, 3, 'smallest-label')).toBe(1)
  expect(electedLabel(ballot, 3, 'first-to-reach')).toBe(1)
  const other = castBallot({ labels: [2, 1, 2, 1, 0], distances: [1, 2, 3, 4, 5] }, 5, 'uniform')
  expect(electedLabel(other, 3, 'smallest-label')).toBe(1)
  expect(electedLabel(other, 3, 'first-to-reach')).toBe(2)
})

test('counted votes do not round; weights do by 4·k·u·Σw', () => {
  const voters = { labels: [0, 1], distances: [1, 2] }
  expect(voteRounding(castBallot(voters, 2, 'uniform'), U)).toBe(0)
  expect(voteRounding(castBallot(voters, 2, 'distance'), U)).toBe(4 * 2 * U * 1.5)
})

const options = { n_classes: 3, rule: 'smallest-label', unitRoundoff: U } as const

test('a margin beyond the rounding leaves one label', () => {
  const distances = [1, 1 + 1e-14]
  expect(electableLabels(castBallot({ labels: [1, 0], distances }, 2, 'distance'), options)).toEqual([1])
})

test('a margin within the rounding leaves both labels', () => {
  const distances = [1, 1 + 2 ** -51]
  expect(electableLabels(castBallot({ labels: [1, 0], distances }, 2, 'distance'), options)).toEqual([0, 1])
})

test('the same weights on both sides are an exact tie as long as no order of summation can matter', () => {
  const pair = castBallot({ labels: [1, 0, 0, 1], distances: [0.3, 0.3, 0.7, 0.7] }, 4, 'distance')
  expect(electableLabels(pair, options)).toEqual([0])
  const triple = castBallot(
    { labels: [1, 0, 0, 1, 1, 0], distances: [0.3, 0.3, 0.7, 0.7, 0.9, 0.9] },
    6,
    'distance',
  )
  expect(electableLabels(triple, options)).toEqual([0, 1])
})

test('distances whose inverse is infinite count as zero, as scikit-learn masks them', () => {
  const ballot = castBallot({ labels: [1, 1, 0], distances: [1e-310, 5e-324, 1] }, 3, 'distance')
  expect(ballot).toEqual({ labels: [1, 1, 0], votes: Float64Array.of(1, 1, 0), counted: true })
})

test('weights beyond the largest number leave the vote open', () => {
  const ballot = castBallot({ labels: [1, 0], distances: [1e-308, 1e-308] }, 2, 'distance')
  expect(electableLabels(ballot, { ...options, rule: 'first-to-reach' })).toEqual([0, 1, 2])
})
