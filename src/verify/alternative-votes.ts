import type { CellAnswers, GradingCase } from './grade.ts'
import { distanceMetric } from './metrics/index.ts'
import { oracleReader } from './oracle.ts'
import { castBallot, electedLabel, sumVotes } from './vote.ts'

/** One row's neighbors by the oracle, nearest first, some more than vote. */
interface Nearest {
  readonly labels: readonly number[]
  readonly distances: readonly number[]
}

type Cell = Pick<CellAnswers, 'n_neighbors' | 'weights'>
type Label = (nearest: Nearest, cell: Cell, n_classes: number) => number

/** The caps that keep weights finite where a library does not look for distances of zero. */
const CAPS = [1e-3, 1e-5, 1e-6, 1e-7, 1e-8, 1e-9, 1e-10, 1e-12, 1e-15, 1e-16]

/** Ways to vote that are not the specification's, by the words that explain them; a new one is one line. */
const VOTES: readonly (readonly [name: string, label: Label])[] = [
  ['the largest label wins a tied vote', (nearest, cell, n) => lastMost(votes(nearest, cell, n))],
  [
    'vote by arrival: the first label to reach the most votes wins',
    (nearest, cell, n) => electedLabel(ballot(nearest, cell), n, 'first-to-reach'),
  ],
  ['weights are ignored', (nearest, cell, n) => firstMost(weighted(nearest, cell, n, () => 1))],
  ['k + 1 neighbors vote', (nearest, cell, n) => firstMost(votes(nearest, shifted(cell, 1), n))],
  ['k − 1 neighbors vote', (nearest, cell, n) => firstMost(votes(nearest, shifted(cell, -1), n))],
  ['the label with the fewest votes wins', (nearest, cell, n) => firstLeast(votes(nearest, cell, n))],
  [
    'a distance counts as zero only if it is 0: where its inverse is infinite, the first label wins',
    (nearest, cell, n) =>
      firstIfInfinite(weighted(nearest, cell, n, zerosOf(nearest, cell) ?? ((d) => 1 / d))),
  ],
  ['weights are 1/d²', (nearest, cell, n) => firstMost(weighted(nearest, cell, n, (d) => 1 / (d * d)))],
  ...CAPS.flatMap((cap): [string, Label][] => [
    [
      `weight cap: weights are 1/(d + ${cap})`,
      (nearest, cell, n) => firstMost(weighted(nearest, cell, n, (d) => 1 / (d + cap))),
    ],
    [
      `weight cap: weights are 1/max(d, ${cap})`,
      (nearest, cell, n) => firstMost(weighted(nearest, cell, n, (d) => 1 / Math.max(d, cap))),
    ],
  ]),
]

export const ALTERNATIVE_VOTES: readonly AlternativeVote[] = VOTES.map(([words, label]) => ({
  words,
  labels: (graded, cell) => labelsBy(label, graded, cell),
}))

export interface AlternativeVote {
  readonly words: string
  /** The labels that this vote gives to the scored rows of a cell, from the oracle's own neighbors. */
  readonly labels: (graded: GradingCase, cell: Cell) => Int32Array
}

/** The oracle's own labels of a cell. */
export function oracleLabels(graded: GradingCase, cell: Cell): Int32Array {
  return labelsBy((nearest, asked, n) => firstMost(votes(nearest, asked, n)), graded, cell)
}

function labelsBy(label: Label, graded: GradingCase, cell: Cell): Int32Array {
  const { X_train, X_score, y_train, n_classes } = graded
  const n_neighbors = Math.min(cell.n_neighbors + 1, X_train.rows)
  const read = oracleReader(graded, { n_neighbors })
  const { distance } = distanceMetric(graded.metric)
  return Int32Array.from({ length: X_score.rows }, (_, row) => {
    const { indices, values } = read(row)
    const nearest = {
      labels: Array.from(indices, (index) => y_train[index]),
      distances: Array.from(values, distance),
    }
    return label(nearest, cell, n_classes)
  })
}

function shifted({ n_neighbors, weights }: Cell, by: number): Cell {
  return { n_neighbors: Math.max(1, n_neighbors + by), weights }
}

function ballot(nearest: Nearest, { n_neighbors, weights }: Cell): ReturnType<typeof castBallot> {
  return castBallot(nearest, Math.min(n_neighbors, nearest.labels.length), weights)
}

function votes(nearest: Nearest, cell: Cell, n_classes: number): Float64Array {
  return sumVotes(ballot(nearest, cell), n_classes)
}

/** Weights of any kind; where votes are uniform they stay so. */
function weighted(
  { labels, distances }: Nearest,
  { n_neighbors, weights }: Cell,
  n_classes: number,
  weight: (distance: number) => number,
): Float64Array {
  const used = weights === 'uniform' ? () => 1 : weight
  const cast = Float64Array.from(distances.slice(0, n_neighbors), used)
  return sumVotes({ labels, votes: cast, counted: false }, n_classes)
}

/** The mask of distances of 0, if there is one. */
function zerosOf({ distances }: Nearest, { n_neighbors }: Cell): ((distance: number) => number) | undefined {
  return distances.slice(0, n_neighbors).includes(0) ? (distance) => (distance === 0 ? 1 : 0) : undefined
}

function firstMost(sums: Float64Array): number {
  return sums.indexOf(Math.max(...sums))
}

/** Shares of an infinite sum are no numbers, and no label's is greater than the first one's. */
function firstIfInfinite(sums: Float64Array): number {
  return sums.includes(Number.POSITIVE_INFINITY) ? 0 : firstMost(sums)
}

function lastMost(sums: Float64Array): number {
  return sums.lastIndexOf(Math.max(...sums))
}

function firstLeast(sums: Float64Array): number {
  return sums.indexOf(Math.min(...sums.filter((sum) => sum > 0)))
}
